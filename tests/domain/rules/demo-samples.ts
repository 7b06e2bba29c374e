import { readFileSync } from 'node:fs';
import type { Answers } from '../../../src/domain/cases/answers.ts';

interface Sample {
  residentId: string;
  answers: Answers;
  materials: { materialId: string; how: string; pages: number }[];
}

/** For each matter one complete, valid application of an invented resident. */
export const demoSamples: {
  catalogueVersion: string;
  today: string;
  samples: Record<string, Sample>;
} = JSON.parse(
  readFileSync(new URL('demo-samples.json', import.meta.url), 'utf8'),
);
