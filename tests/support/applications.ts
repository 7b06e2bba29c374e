// Three cases of three matters, from the samples of the demo county: one with
// three photographs, one with one, one with none.
import { readFileSync } from 'node:fs';
import type { Answer } from '../../src/domain/cases/answers.ts';
import type { Application } from './clerk.ts';
import type { Photograph } from './photographs.ts';

/** The village whose clerk takes them in, and the reviewer of its township. */
export const VILLAGE = '422825201237';
export const REVIEWER = 'demo-reviewer-03';

const demo = JSON.parse(
  readFileSync('tests/domain/rules/demo-samples.json', 'utf8'),
) as { samples: Record<string, { answers: Record<string, Answer> }> };

export function application(
  matterCode: string,
  photographs: Record<string, Photograph[]>,
): Application {
  const sample = demo.samples[matterCode];
  if (sample === undefined) throw new Error(`no sample of ${matterCode}`);
  return { matterCode, answers: sample.answers, photographs };
}
