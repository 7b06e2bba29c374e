// What an open console asks by itself, with nobody at it.
import * as v from 'valibot';

/** On a request that no person made: it does not keep the session from ending idle. */
export const UNATTENDED_HEADER = 'X-Unattended';

/** Whether what is shown of a case is still so; of the case itself it says nothing. */
export const caseVersionSchema = v.object({
  version: v.number(),
  materialsArrived: v.number(),
});
export type CaseVersion = v.InferOutput<typeof caseVersionSchema>;
