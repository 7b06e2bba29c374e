import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SafetyProof } from '../../../src/device/database/tables.ts';
import {
  GRACE_MS,
  nextProof,
  SKEW_MS,
  type CountyWord,
} from '../../../src/device/storage/safety-proof.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The proofs that a row gets by these words, or where it was let go. */
function follow(words: CountyWord[]): (SafetyProof | 'release')[] {
  let proof: SafetyProof | undefined;
  const proofs: (SafetyProof | 'release')[] = [];
  for (const word of words) {
    const next = nextProof(proof, word);
    proofs.push(next);
    if (next === 'release') return proofs;
    proof = next;
  }
  return proofs;
}

const word = (day: number, safeDay: number, epoch = 'e1'): CountyWord => ({
  epoch,
  heardAt: day * DAY,
  safeThrough: safeDay * DAY,
});

describe('guarantee 4: something may leave', () => {
  it('7 days after a later backup was learned of, and not a moment before', () => {
    const words = [
      word(0, 0),
      word(1, 0),
      word(2, 1.5),
      word(8.99, 8),
      word(9, 8),
    ];
    expect(follow(words).map((each) => (each as SafetyProof).step)).toEqual([
      'seen',
      'dated',
      'safe',
      'safe',
      undefined,
    ]);
    expect(follow(words).at(-1)).toBe('release');
  });

  it('never by one and the same word, however often it is looked at', () => {
    const words = Array.from({ length: 50 }, () => word(5, 400));
    expect(follow(words)).not.toContain('release');
  });

  it('not while backups stand still, for years', () => {
    const words = Array.from({ length: 1000 }, (_, day) => word(day, 0.5));
    expect(follow(words)).not.toContain('release');
  });

  it('not by the proof of a county that was restored since', () => {
    const words = [word(0, 0), word(1, 0), word(2, 1.5), word(3, 2)];
    const after = [word(30, 29, 'e2'), word(30.1, 29, 'e2')];
    expect(follow([...words, ...after])).not.toContain('release');
    const proven = [word(31.2, 31, 'e2'), word(38.3, 38, 'e2')];
    expect(follow([...words, ...after, ...proven]).at(-1)).toBe('release');
  });

  it('not when the backup that held it is lost, until another does', () => {
    const words = [
      word(0, 0),
      word(1, 0),
      word(2, 1.5),
      word(9, 0.5),
      word(10, 9.5),
      word(16.9, 16),
    ];
    expect(follow(words)).not.toContain('release');
    expect(follow([...words, word(17, 16)]).at(-1)).toBe('release');
  });
});

/** What may happen at the county between two looks of the device. */
type Happening =
  | { do: 'pass'; hours: number }
  | { do: 'backup' }
  | { do: 'loseBackups' }
  | { do: 'restore' }
  /** The device is in contact, twice at the same time if it hurries. */
  | { do: 'contact'; skew: number; safeSkew: number }
  /** The county's clock is set: by how much. */
  | { do: 'setClock'; hours: number };

const hours = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true });
const always = <Do extends string>(what: Do) =>
  fc.record({ do: fc.constant(what) });
const contact = (skew: fc.Arbitrary<number>) =>
  fc.record({ do: fc.constant('contact' as const), skew, safeSkew: skew });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      hours: hours(0.01, 120),
    }),
  },
  { weight: 8, arbitrary: always('backup') },
  { weight: 8, arbitrary: contact(hours(-0.5, 0.5)) },
  { weight: 4, arbitrary: contact(fc.constant(0)) },
  { weight: 1, arbitrary: always('loseBackups') },
  { weight: 1, arbitrary: always('restore') },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('setClock' as const),
      hours: hours(-200, 0),
    }),
  },
);

describe('guarantee 4: over any history of backups, restores and clocks', () => {
  it('what leaves the device is at the county and in a backup, and was known to be for 7 days', () => {
    fc.assert(
      fc.property(
        fc.array(happening, { minLength: 20, maxLength: 80 }),
        (history) => {
          let now = 1000 * DAY;
          let clock = 0;
          let epoch = 1;
          /** When the thing was applied in the present epoch. */
          let appliedAt: number | null = now;
          let backups: { at: number; stamp: number; holds: boolean }[] = [];
          let proof: SafetyProof | undefined;
          let knownSafeSince: number | null = null;
          for (const each of history) {
            switch (each.do) {
              case 'pass':
                now += each.hours * HOUR;
                break;
              case 'setClock':
                clock += each.hours * HOUR;
                break;
              case 'backup':
                backups.push({
                  at: now,
                  stamp: now + clock,
                  holds: appliedAt !== null && appliedAt <= now,
                });
                break;
              case 'loseBackups':
                backups = [];
                break;
              case 'restore': {
                const last = backups.at(-1);
                if (last === undefined) break;
                if (!last.holds) appliedAt = null;
                epoch += 1;
                // Earlier backups prove nothing of the restored county.
                backups = [];
                knownSafeSince = null;
                break;
              }
              case 'contact': {
                if (appliedAt === null) {
                  // The county says that it lacks it: it goes again.
                  appliedAt = now;
                  proof = undefined;
                }
                const newest = backups.at(-1);
                knownSafeSince =
                  newest?.holds === true ? (knownSafeSince ?? now) : null;
                const next = nextProof(proof, {
                  epoch: `e${epoch}`,
                  heardAt: now + clock + each.skew * SKEW_MS,
                  safeThrough:
                    newest === undefined
                      ? 0
                      : newest.stamp + each.safeSkew * SKEW_MS,
                });
                if (next !== 'release') {
                  proof = next;
                  break;
                }
                if (newest?.holds !== true) return false;
                return (
                  knownSafeSince !== null &&
                  now - knownSafeSince >= GRACE_MS - SKEW_MS
                );
              }
            }
          }
          return true;
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
