import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import type { ControlItem } from '../../../src/protocol/control.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { anEnrolledDevice, must, now, PIN, type Bench } from '../a-device.ts';
import { aCase, correction, received } from './some-cases.ts';

type Outcome = Extract<ControlItem, { kind: 'operationOutcome' }>;

const REASON = '瞿示秀的户口簿已经核对过';

/** A case whose submit the county holds. */
async function aHeldCase(): Promise<
  Bench & { caseId: string; operationId: string }
> {
  const bench = await anEnrolledDevice();
  bench.county.judge = ({ envelope: { id } }) => ({
    id,
    result: 'held',
    code: 'catalogueWithdrawn',
  });
  const caseId = await aCase(bench, 0);
  await bench.api.sync.now();
  const [row] = (await now(bench.api.outbox.watch)).held;
  if (row === undefined) throw new Error('held');
  return { ...bench, caseId, operationId: row.operationId };
}

function decide(
  { county }: Bench,
  operationId: string,
  outcome: Partial<Outcome>,
): void {
  county.ask({
    kind: 'operationOutcome',
    operationId,
    result: 'applied',
    code: null,
    reason: null,
    ...outcome,
  });
}

const viewOf = ({ api }: Bench, caseId: string) =>
  now<CaseView | null>((told) => api.cases.watchOne(caseId, told));

describe('held work', { timeout: 20_000 }, () => {
  it('guarantee 5: shows 待核查 until the outcome comes, and then the outcome', async () => {
    const bench = await aHeldCase();
    const { api, caseId, operationId } = bench;
    expect(await viewOf(bench, caseId)).toMatchObject({ display: 'held' });
    decide(bench, operationId, { result: 'held', code: 'forked' });
    await api.sync.now();
    expect((await now(api.outbox.watch)).held).toMatchObject([
      { operationId, code: 'forked' },
    ]);
    decide(bench, operationId, { result: 'applied' });
    await api.sync.now();
    const outbox = await now(api.outbox.watch);
    expect(outbox.held).toEqual([]);
    expect(outbox.settled).toMatchObject([{ operationId, result: 'applied' }]);
    expect(await viewOf(bench, caseId)).toMatchObject({
      display: 'delivered',
      trouble: null,
    });
  });

  it('guarantee 5: refused by a person comes to the tray with his words, which lie sealed', async () => {
    const bench = await aHeldCase();
    const { api, caseId, operationId, device } = bench;
    const refused = { result: 'refused', code: 'invalid' } as const;
    decide(bench, operationId, { ...refused, reason: REASON });
    await api.sync.now();
    const [row] = (await now(api.outbox.watch)).attention;
    expect(row).toMatchObject({ operationId, code: 'invalid', reason: REASON });
    expect(await viewOf(bench, caseId)).toMatchObject({
      display: 'needsAttention',
      trouble: { result: 'refused', reason: REASON },
    });
    const stored = await device.store.db.outbox.toArray();
    expect(JSON.stringify(stored)).not.toContain(REASON);
    // Locked, nobody reads it; unlocked again, the clerk does.
    await api.device.lock();
    expect((await now(api.outbox.watch)).attention).toMatchObject([
      { reason: null },
    ]);
    must(await api.device.unlock('clerk-1', PIN));
    expect((await now(api.outbox.watch)).attention).toMatchObject([
      { reason: REASON },
    ]);
  });

  it('an outcome that comes twice, or too late, changes nothing', async () => {
    const bench = await aHeldCase();
    const { api, operationId } = bench;
    decide(bench, operationId, { result: 'applied' });
    await api.sync.now();
    decide(bench, operationId, { result: 'refused', code: 'invalid' });
    await api.sync.now();
    const outbox = await now(api.outbox.watch);
    expect(outbox.settled).toMatchObject([{ operationId, result: 'applied' }]);
    expect(outbox.attention).toEqual([]);
  });
});

describe('held work, and a county restored', { timeout: 20_000 }, () => {
  /** To a backup of which the county knows it; the device was in contact before. */
  async function isRestored({ api, county }: Bench): Promise<void> {
    county.feed.length = 0;
    county.epoch = 'epoch-2';
    await api.sync.now();
    await api.sync.now();
  }

  it('guarantee 13: is no longer held when it has taken effect meanwhile, as another copy of the device had sent it', async () => {
    const bench = await aHeldCase();
    const { api, county, caseId, operationId } = bench;
    county.held.clear();
    await isRestored(bench);
    const outbox = await now(api.outbox.watch);
    expect(outbox.held).toEqual([]);
    expect(outbox.settled).toMatchObject([{ operationId, result: 'applied' }]);
    expect(await viewOf(bench, caseId)).toMatchObject({ display: 'delivered' });
  });

  it('guarantee 5: is held again when the decision was lost, and the next one is heard', async () => {
    const bench = await aHeldCase();
    const { api, operationId } = bench;
    decide(bench, operationId, { result: 'applied' });
    await api.sync.now();
    await isRestored(bench);
    expect((await now(api.outbox.watch)).held).toMatchObject([{ operationId }]);
    decide(bench, operationId, { result: 'refused', code: 'invalid' });
    await api.sync.now();
    expect((await now(api.outbox.watch)).attention).toMatchObject([
      { operationId, code: 'invalid' },
    ]);
  });

  it('guarantee 5: is held also when it had taken effect, as another copy of the device, or a stick, brought it after the restore', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    const [row] = (await now(api.outbox.watch)).settled;
    if (row === undefined) throw new Error('settled');
    const { operationId } = row;
    // The restore lost the catalogue that it is pinned to, too.
    const held = { result: 'held', code: 'catalogueWithdrawn' } as const;
    county.held.set(operationId, { id: operationId, ...held });
    await isRestored(bench);
    expect((await now(api.outbox.watch)).held).toMatchObject([{ operationId }]);
    expect(await viewOf(bench, caseId)).toMatchObject({ display: 'held' });
    decide(bench, operationId, { result: 'refused', code: 'invalid' });
    await api.sync.now();
    expect((await now(api.outbox.watch)).attention).toMatchObject([
      { operationId, code: 'invalid' },
    ]);
  });

  it('guarantee 13: leaves the tray when the refusal was lost, and waits for a person again', async () => {
    const bench = await aHeldCase();
    const { api, operationId } = bench;
    decide(bench, operationId, { result: 'refused', code: 'invalid' });
    await api.sync.now();
    await isRestored(bench);
    const outbox = await now(api.outbox.watch);
    expect(outbox.attention).toEqual([]);
    expect(outbox.held).toMatchObject([{ operationId }]);
  });
});

describe('a later operation that is held', { timeout: 20_000 }, () => {
  /** A correction was answered, and the county holds the answer. */
  async function aHeldAnswer() {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    const caseId = await aCase(bench, 0);
    await api.sync.now();
    county.say(caseId, received);
    county.say(caseId, correction);
    await api.sync.now();
    county.judge = ({ envelope: { id } }) => ({
      id,
      result: 'held',
      code: 'lateAnswer',
    });
    const draftId = must(await api.drafts.createAnswer(caseId));
    must(
      await api.drafts.saveAnswers(draftId, { applicantPhone: '0718-0000002' }),
    );
    must(await api.drafts.submit(draftId));
    await api.sync.now();
    await api.sync.now();
    const [row] = (await now(api.outbox.watch)).held;
    if (row === undefined) throw new Error('held');
    const held: EventBody = {
      kind: 'operationHeld',
      operationId: row.operationId,
      code: 'lateAnswer',
    };
    county.say(caseId, held);
    await api.sync.now();
    return { ...bench, caseId, operationId: row.operationId };
  }

  it('is shown as held while nothing else happens', async () => {
    const bench = await aHeldAnswer();
    expect(await viewOf(bench, bench.caseId)).toMatchObject({
      display: 'held',
      trouble: { code: 'lateAnswer' },
    });
  });

  it('does not hide what happens to the case after that', async () => {
    const bench = await aHeldAnswer();
    const { api, county, caseId } = bench;
    county.say(caseId, {
      kind: 'accepted',
      promisedBy: null,
      withDeficiency: false,
    });
    await api.sync.now();
    expect(await viewOf(bench, caseId)).toMatchObject({
      display: 'accepted',
      // It is still undecided, and said so.
      trouble: { result: 'held', code: 'lateAnswer' },
    });
    expect((await now(api.cases.watch))[0]?.display).toBe('accepted');
  });

  it('took effect when the county has recorded it, whatever was answered', async () => {
    const bench = await aHeldAnswer();
    const { api, county, caseId, operationId } = bench;
    county.say(caseId, {
      kind: 'correctionAnswered',
      operationId,
      fields: ['applicantPhone'],
      papers: [],
    });
    await api.sync.now();
    expect(await viewOf(bench, caseId)).toMatchObject({
      display: 'received',
      trouble: null,
    });
  });
});
