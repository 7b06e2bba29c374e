import * as v from 'valibot';
import { addressSchema, LONGEST_DETAIL } from '../cases/answers.ts';
import type { AnswerIssue } from './answer-issue.ts';

/**
 * An address is complete when it names a village of a township (an unverified
 * village by name, as it has no code) or, outside the county, says in `detail`
 * where. Village codes begin with their township's.
 */
export function checkAddress(value: unknown): Omit<AnswerIssue, 'path'>[] {
  const excess = lengthBeyond(value);
  if (excess !== undefined)
    return [
      { code: 'tooLong', params: { length: excess, max: LONGEST_DETAIL } },
    ];
  const parsed = v.safeParse(addressSchema, value);
  if (!parsed.success) return [{ code: 'wrongType' }];
  const { town9, village, villageName, detail } = parsed.output;
  const hasVillage = village !== undefined || !isEmpty(villageName);
  if (town9 === undefined) {
    return hasVillage || isEmpty(detail) ? [{ code: 'addressIncomplete' }] : [];
  }
  if (!hasVillage) return [{ code: 'addressIncomplete' }];
  if (village !== undefined && !village.startsWith(town9)) {
    return [{ code: 'villageNotInTownship' }];
  }
  return [];
}

/** Length of a `detail` that is too long to be sent; it is an address all the same. */
function lengthBeyond(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { detail } = value as { detail?: unknown };
  return typeof detail === 'string' && detail.length > LONGEST_DETAIL
    ? detail.length
    : undefined;
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
