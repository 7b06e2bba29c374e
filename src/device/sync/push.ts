// Pending operations go out in batches: read pending, ask (no transaction is open
// then), settle in one transaction.
//
// One operation on which the county fails holds up no other. A batch that failed
// is sent again as its half, and the next one doubles, so that the one is found
// and alone waits; those found before come last, after everything else has gone.
import { unreachable } from '../../domain/unreachable.ts';
import type { OutboxRow } from '../database/tables.ts';
import { growBatch, shrinkBatch } from './batch-size.ts';
import { placesOf, type Place, type Sent } from './batch.ts';
import type { Decision } from './decide-answer.ts';
import type { Early } from './early-batches.ts';
import type { DeliveryContext, StepEnd } from './round-context.ts';
import { sendBatches, type Act } from './send-batches.ts';
import type { Session } from './session.ts';
import { putInTray, takeAnswer } from './take-answer.ts';

/** So many in a row that fail alone, and it is the county that fails. */
const FAILING_IN_A_ROW = 8;
/** A county that has failed so is tried with so many. */
const FAILING_WHEN_DOWN = 2;

/** What one step of a round has seen so far. */
type Run = { progressed: boolean; isHeard: boolean; failedInARow: number };

type Next = 'goOn' | StepEnd;

/** Sends what is pending, oldest first, until nothing is left or time is up. */
export async function push(
  context: DeliveryContext,
  session: Session,
  early?: Early,
): Promise<StepEnd> {
  const { memory } = context;
  const run: Run = { progressed: false, isHeard: false, failedInARow: 0 };
  const sendFrom = async (place: Place) => {
    const doAct: Act = (rows, sent, onPast) =>
      act(context, session, { place, run, rows, sent, onPast });
    const begun = place.of === 'chain' ? await early?.begun(session) : [];
    const end = await sendBatches(context, session, {
      place,
      act: doAct,
      ...(begun === undefined ? {} : { begun }),
    });
    return end === 'timeUp'
      ? { end: 'done' as const, progressed: run.progressed, more: true }
      : end;
  };
  const afterSeq = placesOf(context.former)[0] - 1;
  const end = await sendFrom({ of: 'chain', afterSeq });
  if (end !== 'empty') return end;
  // Those that failed alone before: by their own pauses, and never before others.
  memory.batchOperations = 1;
  const last = await sendFrom({ of: 'failing', tried: new Set() });
  if (last !== 'empty') return last;
  if (run.failedInARow > 0 && !run.isHeard) return countyIsDown(context, run);
  memory.batchOperations = Infinity;
  return { end: 'done', progressed: run.progressed, more: false };
}

type Turn = {
  place: Place;
  run: Run;
  rows: readonly OutboxRow[];
  sent: Sent;
  onPast: () => void;
};

/** What the answer to one batch leads to. */
async function act(
  context: DeliveryContext,
  session: Session,
  turn: Turn,
): Promise<Next> {
  const { run, rows, sent } = turn;
  const { decision } = sent;
  switch (decision.act) {
    case 'take':
      growBatch(context, sent.ms);
      wentThrough(context, turn);
      turn.onPast();
      await takeAnswer(context, rows, decision.value);
      context.progress.sent(sent.bytes, rows.length);
      return decision.value.epoch === session.epoch
        ? 'goOn'
        : { end: 'newSession', progressed: true };
    case 'halve':
    case 'bisect':
      halve(context, rows);
      return 'goOn';
    case 'tray':
      await putInTray(context, rows, decision.code);
      wentThrough(context, turn);
      return 'goOn';
    case 'newSession':
    case 'epochChanged':
      return { end: 'newSession', progressed: run.progressed };
    case 'later': {
      const end = afterFailure(context, turn, decision);
      // A new connection may stand at once; what fails at once waits.
      return sent.isCut && context.mayBegin() ? 'goOn' : end;
    }
    case 'revoked':
      return { end: 'revoked', progressed: run.progressed };
    case 'cursorExpired':
    case 'no':
      return {
        end: 'later',
        progressed: run.progressed,
        why: 'server',
        retryAfterS: null,
      };
    default:
      return unreachable(decision);
  }
}

/** The county has decided about these: on, and with more at once. */
function wentThrough(
  { memory }: DeliveryContext,
  { place, run, rows }: Turn,
): void {
  const { failingOperations: failing } = memory;
  run.progressed = true;
  run.isHeard = true;
  run.failedInARow = 0;
  for (const { id } of rows) failing.clear(id);
  // What failed while nothing went through may be as good as these.
  if (memory.isCountyDown) failing.forgive();
  memory.isCountyDown = false;
  memory.batchOperations *= 2;
  goPast(place, rows);
}

function afterFailure(
  context: DeliveryContext,
  { place, run, rows }: Turn,
  decision: Extract<Decision<never>, { act: 'later' }>,
): Next {
  const { memory } = context;
  const { why, retryAfterS } = decision;
  const [only] = rows;
  const isAlone = rows.length === 1 && only !== undefined;
  if (decision.perhapsOne) {
    if (!isAlone) {
      halve(context, rows);
      return 'goOn';
    }
    blame(context, only);
    goPast(place, rows);
    run.failedInARow += 1;
    const isDown = memory.isCountyDown && !run.isHeard;
    return run.failedInARow < (isDown ? FAILING_WHEN_DOWN : FAILING_IN_A_ROW)
      ? 'goOn'
      : countyIsDown(context, run, why);
  }
  if (why === 'offline') {
    // A smaller one may pass between two cuts.
    const isSmallest = !shrinkBatch(context);
    if (isSmallest && !isAlone) halve(context, rows);
    else if (isSmallest && isAlone && memory.failingOperations.noteCut(only.id))
      blame(context, only);
  }
  return { end: 'later', progressed: run.progressed, why, retryAfterS };
}

/** From now on it waits by itself. */
function blame({ memory, ports }: DeliveryContext, { id }: OutboxRow): void {
  const [chance = 0] = ports.randomBytes(1);
  memory.failingOperations.note(id, {
    nowMs: ports.clock.monotonicMs(),
    chance: chance / 255,
  });
}

function halve({ memory }: DeliveryContext, rows: readonly OutboxRow[]): void {
  memory.batchOperations = Math.max(1, Math.floor(rows.length / 2));
}

function goPast(place: Place, rows: readonly OutboxRow[]): void {
  if (place.of === 'failing') for (const { id } of rows) place.tried.add(id);
  else place.afterSeq = rows[rows.length - 1]?.seq ?? place.afterSeq;
}

function countyIsDown(
  { memory }: DeliveryContext,
  { progressed }: Run,
  why: 'server' | 'portal' | 'offline' = 'server',
): StepEnd {
  memory.isCountyDown = true;
  return { end: 'later', progressed, why, retryAfterS: null };
}
