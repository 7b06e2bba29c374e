// What the catalogue says of the county itself: its regions, offices, stations
// and the types of paper that its offices know.
import * as v from 'valibot';
import {
  HANDLINGS,
  LEVELS,
  MATERIAL_KINDS,
  MATERIAL_SOURCES,
  NUMBER_LINES,
  STATION_KINDS,
} from './enumerations.ts';
import {
  count,
  id,
  isoDay,
  provenance,
  text,
  wallTime,
} from './schema-parts.ts';

export const departmentSchema = v.object({
  id,
  name: text,
  level: v.picklist(LEVELS),
  phone: v.nullable(text),
  /** True = outside the one-window hall; the general window hands on to it. */
  ownWindow: v.exactOptional(v.boolean()),
});

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
    /** 1 = Monday … 7 = Sunday. */
    days: v.array(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)),
    ),
    spans: v.array(v.object(span)),
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

/** What a paper is, wherever it is asked for. */
export const materialTypeSchema = v.object({
  id,
  name: text,
  kind: v.picklist(MATERIAL_KINDS),
  eCert: v.nullable(text),
  provider: text,
  source: v.picklist(MATERIAL_SOURCES),
  handling: v.picklist(HANDLINGS),
  /** It has the size of an identity card: so large is the camera's frame. */
  card: v.exactOptional(v.boolean()),
  /** Names of its pages or sides where each must be photographed, in their order. */
  pages: v.exactOptional(v.pipe(v.array(text), v.minLength(2))),
  handbook: v.object({ check: v.array(text), mistakes: v.array(text) }),
  corrections: v.array(v.object({ reason: text, fix: text })),
  provenance,
});

const code = (digits: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^\\d{${digits}}$`)));

const townshipSchema = v.object({
  code9: code(9),
  code12: code(12),
  name: text,
  type: text,
  parent: code(6),
  codeVerified: v.boolean(),
  pinyin: text,
});

const villageSchema = v.object({
  /** Null = not found in the published list of codes. */
  code12: v.nullable(code(12)),
  name: text,
  fullName: v.nullable(text),
  type: text,
  town9: code(9),
  codeVerified: v.boolean(),
  pinyin: text,
  status: v.picklist(['active', 'unverified', 'merged']),
  mergedInto: v.exactOptional(code(12)),
  note: v.exactOptional(text),
});

export const regionsSchema = v.object({
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
  townships: v.array(townshipSchema),
  villages: v.array(villageSchema),
});

export const complaintChannelSchema = v.object({
  id,
  name: text,
  phone: v.nullable(text),
  provenance,
});

export type Department = v.InferOutput<typeof departmentSchema>;
export type MaterialType = v.InferOutput<typeof materialTypeSchema>;
export type Township = v.InferOutput<typeof townshipSchema>;
export type Village = v.InferOutput<typeof villageSchema>;
