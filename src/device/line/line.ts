// The number line of this device. A number is given by the transaction that stores it,
// so neither a crash nor a second press gives it again; each day begins with the first.
import { addDays, chinaDate } from '../../domain/calendar/civil-date.ts';
import {
  elapsedS,
  ticketNumber,
  type WalkIn,
} from '../../domain/cases/walk-in.ts';
import { stationKindOf } from '../../domain/cases/station-kind.ts';
import type { Moment } from '../../domain/cases/operation.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { DeviceDatabase, TicketRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type { LineCalls, LineView } from '../device-api.ts';
import { moment, nowIso, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { getTicket } from '../vault/enrolled.ts';

/** A draft that was put aside still finds how long its person waited. */
const KEPT_DAYS = 30;
/** Before anybody is done today. */
const MINUTES_EACH = 10;
/** Without those that look like digits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Of this device; a hall's common line has the first. */
async function letterOf({ store }: OpenContext): Promise<string> {
  const { deviceNumber, station } = await getTicket(store);
  const isHall = stationKindOf(station.code) !== 'village';
  const at = isHall ? deviceNumber : deviceNumber - 1;
  return LETTERS.charAt(at % LETTERS.length);
}

const ofDay = (db: DeviceDatabase, day: string) =>
  db.tickets.where('day').equals(day).toArray();

const withState = (rows: readonly TicketRow[], state: TicketRow['state']) =>
  rows.filter((row) => row.state === state);

const numberOf = ({ n, letter }: TicketRow) => ticketNumber(letter, n);

export async function viewLine(context: OpenContext): Promise<LineView> {
  const day = chinaDate(nowIso(context));
  const rows = await read(context.store, (db) => ofDay(db, day));
  const times = rows.flatMap(({ called, done }) =>
    called !== undefined && done !== undefined ? [elapsedS(called, done)] : [],
  );
  const sum = times.reduce((all, each) => all + each, 0);
  const called = withState(rows, 'called').map(numberOf);
  return {
    called: called[0] ?? null,
    passed: withState(rows, 'passed').map(numberOf),
    waiting: withState(rows, 'waiting').length,
    latest: rows.map(numberOf).pop() ?? null,
    minutesEach:
      times.length === 0
        ? MINUTES_EACH
        : Math.max(1, Math.round(sum / times.length / 60)),
  };
}

export async function moveLine(
  context: OpenContext,
  ...[act, seen, number]: Parameters<LineCalls['act']>
): Promise<Outcome<null>> {
  const { store } = context;
  const { tickets } = store.db;
  const at = await moment(context);
  const day = chinaDate(at.wallTime);
  const letter = await letterOf(context);
  return write(store, ['tickets'], async () => {
    const rows = await ofDay(store.db, day);
    const latest = rows.at(-1);
    const [called] = withState(rows, 'called');
    const [now, then] =
      act === 'take' ? [latest, seen.latest] : [called, seen.called];
    if ((now === undefined ? null : numberOf(now)) !== then)
      return failed('notAllowedNow');
    if (act === 'take') {
      const n = (latest?.n ?? 0) + 1;
      await tickets.add({ day, n, letter, state: 'waiting', taken: at });
      await tickets.where('day').below(addDays(day, -KEPT_DAYS)).delete();
      return done(null);
    }
    const next = rows.find((row) =>
      number === undefined
        ? row.state === 'waiting'
        : numberOf(row) === number && row.state === 'passed',
    );
    if ((act === 'call' ? next : called) === undefined)
      return failed('notFound');
    if (called !== undefined)
      await tickets.put(
        act === 'pass'
          ? { ...called, state: 'passed' }
          : { ...called, state: 'done', done: at },
      );
    if (act === 'call' && next !== undefined)
      await tickets.put({ ...next, state: 'called', called: at });
    return done(null);
  });
}

/** Key of who sits at the counter. */
export type TicketKey = [day: string, n: number];

/** Whom a draft that is begun now is for; undefined: nobody came by number. */
export async function ticketCalled(
  context: OpenContext,
): Promise<TicketKey | undefined> {
  const day = chinaDate(nowIso(context));
  const rows = await read(context.store, (db) => ofDay(db, day));
  const [called] = withState(rows, 'called');
  return called && [called.day, called.n];
}

/** What a case that is taken in now says of the number of its person. */
export async function walkInOf(
  { store }: OpenContext,
  key: TicketKey | undefined,
  at: Moment,
): Promise<WalkIn | undefined> {
  if (key === undefined) return undefined;
  const row = await read(store, (db) => db.tickets.get(key));
  if (row?.called === undefined) return undefined;
  const { letter, n, taken, called, done: end } = row;
  return {
    ticket: ticketNumber(letter, n),
    waitedS: elapsedS(taken, called),
    // Put aside and handed in on another day: he went home when he was done.
    handledS: elapsedS(called, end ?? at),
  };
}

/** In the submit's own transaction: a case was taken in under that number. */
export async function closeTicket(
  { tickets }: DeviceDatabase,
  key: TicketKey | undefined,
  at: Moment,
): Promise<void> {
  const row = key && (await tickets.get(key));
  if (row?.state === 'called')
    await tickets.put({ ...row, state: 'done', done: at });
}
