// What clerks type and photograph: believable, small, and each of its own, so that
// it is found again wherever it turns up.
import { readFileSync } from 'fs';
import type { Answer } from '../../../src/domain/cases/answers.ts';
import type { Random } from '../scheduler/random.ts';
import { MATTER } from './places.ts';

export const consents = ['sensitiveData', 'readBack'];

type Samples = Record<string, { answers: Record<string, Answer> } | undefined>;
const { samples } = JSON.parse(
  readFileSync('tests/domain/rules/demo-samples.json', 'utf8'),
) as { samples: Samples };

export function answersOf(random: Random): Record<string, Answer> {
  const answers = samples[MATTER]?.answers;
  if (answers === undefined) throw new Error('no sample');
  const letter = () => String.fromCharCode(random.between(0x4e00, 0x9fa5));
  return {
    ...answers,
    applicantName: `${letter()}${letter()}${letter()}`,
    // In its normal form already, so that it is the same on the other side.
    applicantPhone: '07180009001',
  };
}

export function picture(random: Random): Blob {
  // Mostly small, so that many runs can be made, and these go together; some go by
  // themselves and are cut on their way.
  const most = random.chance(0.25) ? 100_000 : 3_000;
  return new Blob([random.bytes(random.between(30, most))]);
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export function signature(random: Random): Blob {
  return new Blob([new Uint8Array(PNG), random.bytes(40)], {
    type: 'image/png',
  });
}
