// Cases and acts on them, as a device sends them, for tests of intake.
import { transact } from '../../../src/platform/database/transaction.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import type { SubmitOperation } from '../../../src/domain/cases/operation.ts';
import type { ControlItem } from '../../../src/protocol/control.ts';
import type { FeedPage } from '../../../src/protocol/feed.ts';
import type { OperationResult } from '../../../src/protocol/operations.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import type { TestDevice, Wish } from '../../support/device-builder.ts';
import { COUNTY, type TestPlatform } from '../../support/test-platform.ts';

/** A submit that was sent, with its case. */
export async function aCase(
  device: TestDevice,
  change: Partial<SubmitOperation> = {},
): Promise<Envelope & { caseId: string }> {
  const submit = await device.make(device.submitOperation(change));
  await send(device, submit);
  return { ...submit, caseId: submit.caseId ?? '' };
}

/** Makes an act on a case, behind the operation given. */
export async function anAct(
  device: TestDevice,
  before: Envelope,
  operation: Record<string, unknown>,
  wish: Wish = {},
): Promise<Envelope> {
  return await device.make(
    { madeAt: device.moment(), ...operation },
    { caseId: before.caseId, casePrev: before.id, ...wish },
  );
}

export const withdraw = { kind: 'withdraw', reason: 'x', signatures: [] };
export const supplement = { kind: 'supplement', papers: [], signatures: [] };
export const answer = (correctionEvent: number) => ({
  kind: 'answerCorrection',
  correctionEvent,
  answers: {},
  papers: [],
  signatures: [],
});

/** Sends them and gives the results. */
export async function send(
  device: TestDevice,
  ...envelopes: Envelope[]
): Promise<OperationResult[]> {
  const { status, body } = await device.push(...envelopes);
  if (status !== 200) throw new Error(`push: ${status} ${body.code ?? ''}`);
  return body.results;
}

/** Records what a person of the county did. */
export async function decide(
  { context }: TestPlatform,
  caseId: string,
  body: EventBody,
): Promise<number> {
  return await transact(context.sql, async (work) => {
    const { event } = await recordEvent(work, {
      county: COUNTY,
      caseId,
      by: { kind: 'staff', id: 'S11', name: '舒示贵' },
      at: context.clock().toISOString(),
      body,
    });
    return event.n;
  });
}

export const ACCEPTED: EventBody = {
  kind: 'accepted',
  promisedBy: null,
  withDeficiency: false,
};

/** After it a withdrawal is held. */
export const REJECTED: EventBody = {
  kind: 'concludedRejected',
  reason: 'x',
  remedy: 'y',
};

export const correction = (dueOn: string): EventBody => ({
  kind: 'correctionRequested',
  items: [{ about: 'bankAccount', target: 'field', reason: 'x', fix: 'y' }],
  dueOn: { date: dueOn, provisional: false },
});

/** Kinds of what happened to a case, in order. */
export async function historyOf(
  { context: { sql } }: TestPlatform,
  caseId: string | null,
): Promise<string[]> {
  const rows = await sql<{ kind: string }[]>`
    SELECT kind FROM events WHERE case_id = ${caseId} ORDER BY n`;
  return rows.map(({ kind }) => kind);
}

/** The control items of a station's feed, oldest first. */
export async function controlOf(device: TestDevice): Promise<ControlItem[]> {
  const { body } = await device.get<FeedPage>(
    `/api/v1/feed?cursor=station:${device.stationCode}:0`,
  );
  return body.items.flatMap(({ kind, body: item }) =>
    kind === 'control' ? [item as ControlItem] : [],
  );
}
