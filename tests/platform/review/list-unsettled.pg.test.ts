import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { addOperation } from '../../../src/platform/database/queries/operations.ts';
import { listUnsettled } from '../../../src/platform/review/list-unsettled.ts';
import { aTownship, reviewer } from './a-township.ts';

const { context, takeIn } = await aTownship();
const { county } = context.config;

async function refuse(caseId: string, seq: number): Promise<string> {
  const operationId = randomUUID();
  await addOperation(context.sql, {
    county,
    operationId,
    sha256: 'a'.repeat(64),
    envelopeSha256: 'a'.repeat(64),
    deviceId: randomUUID(),
    seq,
    prev: null,
    caseId,
    casePrev: null,
    schema: 'supplement@1',
    authorKid: null,
    result: 'refused',
    code: 'invalid',
    paths: null,
    number: null,
    replaces: null,
    givenUp: false,
    // Two at each moment: the page must not break between equals.
    arrivedAt: new Date(Date.UTC(2026, 10, 25) + (seq >> 1)).toISOString(),
  });
  return operationId;
}

test('what waits for a person is listed page by page, to the last', async () => {
  const { caseId } = await takeIn();
  const all = new Set<string>();
  for (let seq = 1; seq <= 205; seq += 1) all.add(await refuse(caseId, seq));
  const seen: string[] = [];
  let more = true;
  for (let i = 0; more && i < 5; i += 1) {
    const page = await listUnsettled(context, reviewer(), {
      result: 'refused',
      after: seen.at(-1) ?? null,
    });
    if (!page.ok) throw new Error(page.code);
    seen.push(...page.value.rows.map(({ operationId }) => operationId));
    more = page.value.more;
  }
  expect(seen).toHaveLength(205);
  expect(new Set(seen)).toEqual(all);
});
