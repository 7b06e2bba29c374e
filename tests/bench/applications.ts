// The cases of a bench: the demo county's complete applications, in turn.
import { demoSamples } from '../domain/rules/demo-samples.ts';
import type { Offered, Wish } from './in-page/driver.ts';
import type { Work } from './links.ts';

/** A stroke on the pad of a small telephone. */
const SIGNATURE_BYTES = 4 * 1024;
const PHOTOGRAPHS_A_CASE = 3;

/** `offered`: what the village may take in. */
export function makeWishes(work: Work, offered: readonly Offered[]): Wish[] {
  const withPapers = offered.filter(({ hasPapers }) => hasPapers);
  const texts = turns(offered, work.textCases).map((code) => wish(code, []));
  const photos = turns(withPapers, work.photoCases).map((code) =>
    wish(
      code,
      Array.from({ length: PHOTOGRAPHS_A_CASE }, () => work.photographBytes),
    ),
  );
  return [...texts, ...photos];
}

function wish(matterCode: string, photographs: number[]): Wish {
  const sample = demoSamples.samples[matterCode];
  if (sample === undefined) throw new Error(`no sample of ${matterCode}`);
  const { answers, materials } = sample;
  return {
    matterCode,
    answers,
    papers: materials.map(({ materialId }) => materialId),
    photographs,
    signatureBytes: SIGNATURE_BYTES,
  };
}

function turns(offered: readonly Offered[], count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) => offered[at % offered.length]?.code ?? '',
  );
}
