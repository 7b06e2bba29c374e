// A case goes to another station or township. In one transaction its row moves,
// whoever has it no longer hears `left`, and who has it from now on is told all
// of its history.
import type { PlatformContext } from '../context.ts';
import { moveCaseRow, type Place } from '../database/queries/case-moves.ts';
import { lockCase } from '../database/queries/cases.ts';
import { readEvents } from '../database/queries/events.ts';
import { findStation, findTownName } from '../database/queries/stations.ts';
import { transact, type Work } from '../database/transaction.ts';

export type Move =
  | { ok: true; from: Place; to: Place }
  | { ok: false; code: 'noCase' | 'noStation' | 'noTownship' | 'notMoved' };

type Wish = {
  caseId: string;
  /** Both: absent where it stays. */
  stationCode?: string | undefined;
  town9?: string | undefined;
  /** Name of whoever does it; `byId`: his account, if it was in the console. */
  by: string;
  byId?: string;
  reason: string;
};

/**
 * In whatever state it is. What the former station still has to send of it is taken in,
 * and held for a person (intake/judge.ts).
 */
export async function moveCase(
  context: PlatformContext,
  wish: Wish,
): Promise<Move> {
  const { sql } = context;
  return await transact(
    sql,
    async (work) => await moveWithin(work, context, wish),
  );
}

/** The same in a transaction that has asked more of the case under its lock. */
export async function moveWithin(
  work: Work,
  { config, clock }: Pick<PlatformContext, 'config' | 'clock'>,
  p: Wish,
): Promise<Move> {
  const { county } = config;
  const { caseId, by, byId = null, reason } = p;
  const { tx } = work;
  const row = await lockCase(tx, { county, caseId });
  if (row === undefined) return { ok: false, code: 'noCase' };
  const from = { stationCode: row.stationCode, town9: row.town9 };
  const to = {
    stationCode: p.stationCode ?? from.stationCode,
    town9: p.town9 ?? from.town9,
  };
  const { stationCode: code, town9 } = to;
  if ((await findStation(tx, { county, code })) === undefined)
    return { ok: false, code: 'noStation' };
  if ((await findTownName(tx, county, town9)) === null)
    return { ok: false, code: 'noTownship' };
  const left = audiencesAt(from).filter((a) => !audiencesAt(to).includes(a));
  const joined = audiencesAt(to).filter((a) => !audiencesAt(from).includes(a));
  if (joined.length === 0) return { ok: false, code: 'notMoved' };

  const at = clock().toISOString();
  await moveCaseRow(tx, { county, caseId, from, to, by, byId, reason, at });
  const events = await readEvents(tx, county, caseId);
  const told = { county, caseId, at };
  for (const audience of left)
    work.feed.push({ ...told, audience, kind: 'left', body: {} });
  for (const audience of joined)
    work.feed.push({ ...told, audience, kind: 'snapshot', body: { events } });
  return { ok: true, from, to };
}

function audiencesAt({ stationCode, town9 }: Place): string[] {
  return [`station:${stationCode}`, `township:${town9}`];
}
