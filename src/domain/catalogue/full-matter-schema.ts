// A matter as the county publishes it: besides what every device reads, where its
// parts come from and what only offices and other systems ask for.
import * as v from 'valibot';
import { code } from './county-schema.ts';
import { LEVELS } from './enumerations.ts';
import { matterSchema } from './matter-schema.ts';
import {
  days,
  isoDay,
  joint,
  legalBasis,
  provenance,
  text,
} from './schema-parts.ts';

const { guide, handbook, outcomes, route } = matterSchema.entries;

const outcomeSchema = v.object({
  ...outcomes.item.entries,
  remedyBasis: v.exactOptional(v.nullable(legalBasis)),
});

const routeStepSchema = v.object({
  ...route.pipe[0].item.entries,
  level: v.picklist(LEVELS),
  output: v.exactOptional(text),
  joint: v.exactOptional(joint),
});

export const fullMatterSchema = v.object({
  ...matterSchema.entries,
  effectiveFrom: v.nullable(isoDay),
  graceDays: v.exactOptional(days),
  officialCode: v.nullable(text),
  basicCode: v.nullable(text),
  /**
   * 实施编码 of each organ that carries the matter out (official-code.ts); without
   * `town9`: the county's. Came after release 0.1.0.
   */
  officialCodes: v.exactOptional(
    v.array(
      v.object({
        town9: v.exactOptional(code(9)),
        code: v.pipe(v.string(), v.regex(/^[\dA-Z]{18}[1-7]\d{12}$/)),
      }),
    ),
  ),
  itemType: text,
  caseType: text,
  guide: v.object({ ...guide.entries, provenance }),
  handbook: v.object({ ...handbook.entries, provenance }),
  outcomes: v.array(outcomeSchema),
  /**
   * True for a licence: an office that is silent for the five days of the notice has
   * accepted (Administrative Licensing Law art. 32 (4)). Of other matters the law
   * does not say it; there the days are overrun and nothing else happens.
   */
  silenceAccepts: v.exactOptional(v.boolean()),
  timingNotes: v.string(),
  route: v.pipe(v.array(routeStepSchema), v.minLength(1)),
  source: v.string(),
  sourceNotes: v.string(),
  /** Part of the matter to how sure it is. */
  provenance: v.record(v.string(), provenance),
});

export type FullMatter = v.InferOutput<typeof fullMatterSchema>;
