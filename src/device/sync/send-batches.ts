// The order in which batches go and answers are acted upon. While all goes well
// some are under way, so that one is sent while another one's answer travels and
// is written down.
import type { OutboxRow } from '../database/tables.ts';
import { nextBatch, sendBatch, type Place, type Sent } from './batch.ts';
import {
  CALM_BATCH,
  type DeliveryContext,
  type StepEnd,
} from './round-context.ts';
import type { Session } from './session.ts';
import { takeAnswer } from './take-answer.ts';

/**
 * What an answer leads to. When it has moved the place past the rows it says so, and
 * before it writes anything down: the next ones are read first, and would wait for
 * that else.
 */
export type Act = (
  rows: readonly OutboxRow[],
  sent: Sent,
  onPast: () => void,
) => Promise<'goOn' | StepEnd>;

/** With fewer to a batch one that fails is being sought. */
const WELL = 8;

export type UnderWay = { rows: readonly OutboxRow[]; sending: Promise<Sent> };

type Turn = { place: Place; underWay: UnderWay[] };

/** Answers are acted upon in the order of the chain; `begun` are its first. */
export async function sendBatches(
  context: DeliveryContext,
  session: Session,
  given: { place: Place; act: Act; begun?: readonly UnderWay[] },
): Promise<'empty' | 'timeUp' | StepEnd> {
  const { place, act, begun = [] } = given;
  const turn: Turn = { place, underWay: [...begun] };
  const { underWay } = turn;
  let filled = await fill(context, session, turn);
  try {
    for (;;) {
      const oldest = underWay.shift();
      if (oldest === undefined) return filled === 'timeUp' ? filled : 'empty';
      const sent = await oldest.sending;
      // The next goes while this answer is written down.
      let filling: ReturnType<typeof fill> | undefined;
      const acting = act(oldest.rows, sent, () => {
        if (isPast(place, oldest.rows)) filling = fill(context, session, turn);
      });
      await Promise.allSettled([acting, filling]);
      const acted = await acting;
      // The same rows, or some of them, go again, and then those behind them.
      if (!isPast(place, oldest.rows) || acted !== 'goOn')
        await takeAhead(context, underWay);
      if (acted !== 'goOn') return acted;
      filled = await (filling ?? fill(context, session, turn));
    }
  } finally {
    // Nothing is left running when something was thrown.
    await Promise.allSettled(underWay.map(({ sending }) => sending));
  }
}

/** Begins what may be under way. */
async function fill(
  context: DeliveryContext,
  session: Session,
  { place, underWay }: Turn,
): Promise<'full' | 'empty' | 'timeUp'> {
  const { memory } = context;
  const most = place.of === 'chain' ? mostAtOnce(context) : 1;
  while (underWay.length < most) {
    const [last] = underWay.slice(-1).flatMap(({ rows }) => rows.slice(-1));
    const from: Place =
      last === undefined ? place : { of: 'chain', afterSeq: last.seq };
    const share = memory.batchBytes / most;
    const rows = await nextBatch(context, session, { place: from, share });
    if (rows.length === 0) return 'empty';
    if (!context.mayBegin()) return 'timeUp';
    underWay.push({ rows, sending: sendBatch(context, session, rows) });
  }
  return 'full';
}

/** Three outlast a slow answer; while they would be tiny, two cost fewer heads. */
export function mostAtOnce({
  memory,
}: Pick<DeliveryContext, 'memory'>): number {
  if (memory.batchOperations < WELL || memory.isCountyDown) return 1;
  return memory.batchBytes < CALM_BATCH ? 2 : 3;
}

/** Of those behind one that failed only a plain yes counts. */
async function takeAhead(
  context: DeliveryContext,
  underWay: UnderWay[],
): Promise<void> {
  for (const { rows, sending } of underWay.splice(0)) {
    const { decision, bytes } = await sending;
    if (decision.act !== 'take') continue;
    await takeAnswer(context, rows, decision.value);
    context.progress.sent(bytes, rows.length);
  }
}

function isPast(place: Place, rows: readonly OutboxRow[]): boolean {
  const [last] = rows.slice(-1);
  return place.of === 'chain' && place.afterSeq >= (last?.seq ?? 0);
}
