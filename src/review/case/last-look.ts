// How far somebody has read a case on this computer: a case's id and a number, nothing
// that names a person.
import * as v from 'valibot';

const KEY = 'review-last-looks';
/** Older looks than these many are forgotten. */
const KEPT = 500;

const looksSchema = v.array(v.tuple([v.string(), v.number()]));

/** Number of the last event that this person saw; null: he has not looked. */
export function readLastLook(staffId: string, caseId: string): number | null {
  const place = placeOf(staffId, caseId);
  return readLooks().find(([each]) => each === place)?.[1] ?? null;
}

/** Where nothing may be stored nobody is told what is new. */
export function noteLook(staffId: string, caseId: string, n: number): void {
  const place = placeOf(staffId, caseId);
  const others = readLooks().filter(([each]) => each !== place);
  const looks = [[place, n] as const, ...others].slice(0, KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(looks));
  } catch {
    // Storage is full or forbidden.
  }
}

function placeOf(staffId: string, caseId: string): string {
  return `${staffId}/${caseId}`;
}

function readLooks(): [string, number][] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    const read = v.safeParse(looksSchema, kept);
    return read.success ? read.output : [];
  } catch {
    return [];
  }
}
