// What the catalogue says of the county itself, as the county publishes it: besides
// what every device reads, its stations and where each part comes from.
import * as v from 'valibot';
import {
  code,
  complaintChannelSchema,
  materialTypeSchema,
  regionsSchema,
  stationHoursSchema,
} from './county-schema.ts';
import { LEVELS, NUMBER_LINES, STATION_KINDS } from './enumerations.ts';
import { count, isoDay, provenance, text, wallTime } from './schema-parts.ts';

const span = { from: wallTime, to: wallTime };

export const stationKindSchema = v.object({
  kind: v.picklist(STATION_KINDS),
  level: v.picklist(LEVELS),
  name: text,
  posts: v.array(
    v.object({
      post: text,
      count: v.nullable(count),
      provenance,
      note: v.exactOptional(text),
    }),
  ),
  onePersonAllPosts: v.boolean(),
  numberLine: v.picklist(NUMBER_LINES),
  hours: v.object({
    ...stationHoursSchema.entries.hours.entries,
    provenance,
  }),
  lunch: v.object({
    on: v.boolean(),
    ...span,
    rota: v.array(text),
    since: v.exactOptional(isoDay),
    provenance,
    note: v.exactOptional(text),
  }),
  handsOnTo: v.nullable(v.picklist(STATION_KINDS)),
});

export const fullMaterialTypeSchema = v.object({
  ...materialTypeSchema.entries,
  provider: text,
  corrections: v.array(v.object({ reason: text, fix: text })),
  provenance,
});

const { townships, villages } = regionsSchema.entries;

export const fullRegionsSchema = v.object({
  source: text,
  note: v.exactOptional(text),
  county: v.object({
    code6: code(6),
    code12: code(12),
    name: text,
    prefecture: v.object({ code4: code(4), name: text }),
    province: v.object({ code2: code(2), name: text }),
    codeVerified: v.boolean(),
  }),
  townships: v.array(
    v.object({
      ...townships.item.entries,
      code12: code(12),
      type: text,
      parent: code(6),
      codeVerified: v.boolean(),
    }),
  ),
  villages: v.array(
    v.object({
      ...villages.item.entries,
      fullName: v.nullable(text),
      type: text,
      codeVerified: v.boolean(),
      status: v.picklist(['active', 'unverified', 'merged']),
      note: v.exactOptional(text),
    }),
  ),
});

export const fullComplaintChannelSchema = v.object({
  ...complaintChannelSchema.entries,
  provenance,
});
