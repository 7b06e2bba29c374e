// What the catalogue says of the county itself, as far as device and county both
// read it: its regions, offices and the types of paper that they know. What the
// county alone reads is in full-county-schema.ts.
import * as v from 'valibot';
import {
  HANDLINGS,
  LEVELS,
  MATERIAL_KINDS,
  MATERIAL_SOURCES,
  STATION_KINDS,
} from './enumerations.ts';
import { id, text, wallTime } from './schema-parts.ts';

export const departmentSchema = v.object({
  id,
  name: text,
  level: v.picklist(LEVELS),
  phone: v.nullable(text),
  /** True = outside the one-window hall; the general window hands on to it. */
  ownWindow: v.exactOptional(v.boolean()),
});

/** What a paper is, wherever it is asked for. */
export const materialTypeSchema = v.object({
  id,
  name: text,
  kind: v.picklist(MATERIAL_KINDS),
  eCert: v.nullable(text),
  source: v.picklist(MATERIAL_SOURCES),
  handling: v.picklist(HANDLINGS),
  /** It has the size of an identity card: so large is the camera's frame. */
  card: v.exactOptional(v.boolean()),
  /** Names of its pages or sides where each must be photographed, in their order. */
  pages: v.exactOptional(v.pipe(v.array(text), v.minLength(2))),
  handbook: v.object({ check: v.array(text), mistakes: v.array(text) }),
});

/** An administrative code of so many digits. */
export const code = (digits: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^\\d{${digits}}$`)));

const townshipSchema = v.object({
  code9: code(9),
  name: text,
  pinyin: text,
});

const villageSchema = v.object({
  /** Null = not found in the published list of codes. */
  code12: v.nullable(code(12)),
  name: text,
  town9: code(9),
  pinyin: text,
  mergedInto: v.exactOptional(code(12)),
});

export const regionsSchema = v.object({
  townships: v.array(townshipSchema),
  villages: v.array(villageSchema),
});

const span = v.object({ from: wallTime, to: wallTime });

/** 1 = Monday … 7 = Sunday. */
const hoursSchema = v.object({
  days: v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
  spans: v.array(span),
});
export type StationHours = v.InferOutput<typeof hoursSchema>;

export const stationHoursSchema = v.object({
  kind: v.picklist(STATION_KINDS),
  hours: hoursSchema,
});

export const complaintChannelSchema = v.object({
  id,
  name: text,
  phone: v.nullable(text),
});

export type Department = v.InferOutput<typeof departmentSchema>;
export type MaterialType = v.InferOutput<typeof materialTypeSchema>;
export type Township = v.InferOutput<typeof townshipSchema>;
export type Village = v.InferOutput<typeof villageSchema>;
