import * as v from 'valibot';
import { addressSchema } from '../cases/answers.ts';
import type { AnswerIssueCode } from './answer-issue.ts';

/**
 * An address is complete when it names a village of a township (an unverified
 * village by name, as it has no code) or, outside the county, says in `detail`
 * where. Village codes begin with their township's.
 */
export function checkAddress(value: unknown): AnswerIssueCode[] {
  const parsed = v.safeParse(addressSchema, value);
  if (!parsed.success) return ['wrongType'];
  const { town9, village, villageName, detail } = parsed.output;
  const hasVillage = village !== undefined || !isEmpty(villageName);
  if (town9 === undefined) {
    return hasVillage || isEmpty(detail) ? ['addressIncomplete'] : [];
  }
  if (!hasVillage) return ['addressIncomplete'];
  if (village !== undefined && !village.startsWith(town9)) {
    return ['villageNotInTownship'];
  }
  return [];
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
