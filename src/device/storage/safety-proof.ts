// When something may leave the device: once a finished backup of the county is
// known to hold it, and 7 days after that was learned. Judged in the county's time
// alone, since the device's own clock may say anything; and step by step, each on
// a later word of the county.
import { unreachable } from '../../domain/unreachable.ts';
import type { SafetyProof } from '../database/tables.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** What the county said last. Times in ms since 1970. */
export type CountyWord = {
  epoch: string;
  heardAt: number;
  safeThrough: number;
};

export const GRACE_MS = 7 * DAY_MS;
/** An answer was under way, or the county's processes differ: never so long. */
export const SKEW_MS = 3_600_000;

/**
 * The proof after this word, for something that is settled; `release`: it may
 * leave. A restored county (another epoch), or one whose clock was set back,
 * begins anew; a backup that was lost takes its proof with it.
 */
export function nextProof(
  proof: SafetyProof | undefined,
  { epoch, heardAt, safeThrough }: CountyWord,
): SafetyProof | 'release' {
  if (proof === undefined || proof.epoch !== epoch || heardAt < proof.at)
    return { epoch, step: 'seen', at: heardAt };
  switch (proof.step) {
    case 'seen':
      return heardAt > proof.at ? { epoch, step: 'dated', at: heardAt } : proof;
    case 'dated':
      return safeThrough >= proof.at + SKEW_MS
        ? { epoch, step: 'safe', at: heardAt, appliedBy: proof.at }
        : proof;
    case 'safe':
      if (safeThrough < proof.appliedBy + SKEW_MS)
        return { epoch, step: 'dated', at: proof.appliedBy };
      return heardAt - proof.at >= GRACE_MS ? 'release' : proof;
    default:
      return unreachable(proof);
  }
}
