// One case for each way through, by the console's own interface and the village's, to
// the word that is shown: at the county, and on the device, which folds the same events.
import { expect, test } from 'vitest';
import { handlingStatus } from '../../../src/domain/cases/display-status.ts';
import { foldCase } from '../../../src/domain/cases/fold-case.ts';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { GOLDEN_CASES } from './golden-cases.ts';
import { aCounty } from './golden-county.ts';
import { ENDINGS } from './golden-endings.ts';
import type { Step } from './golden-steps.ts';

const county = await aCounty();

test.each([...GOLDEN_CASES, ...ENDINGS])(
  '$name',
  async ({ matter, steps, word, history }) => {
    const { caseId } = await county.takesIn(matter);
    for (const step of steps) await take(caseId, step);
    const events = await readEvents(county.context.sql, '422825', caseId);
    expect(events.map(({ body }) => body.kind)).toEqual([
      'received',
      ...history,
    ]);
    // The village folds what it pulls.
    expect(handlingStatus(foldCase(events))).toBe(word);
    const seen = await readCase(county.context, county.reviewer, caseId);
    expect(seen.ok && seen.value.row.display).toBe(word);
  },
);

async function take(caseId: string, step: Step): Promise<void> {
  if ('days' in step) return county.passes(step.days);
  if ('village' in step) return await county.sends(caseId, step.village);
  const { status, body } = await county.decides(step.by, caseId, step.act);
  const refusal = step.refused;
  expect([step.act, status, body.code]).toEqual([
    step.act,
    refusal === undefined ? 200 : refusal === 'forbidden' ? 403 : 409,
    refusal,
  ]);
}
