// The rows that the register is read from. One of each case served here, with those
// whom it names; and the township's list, a hundred people in a row.
import * as v from 'valibot';
import {
  personSchema,
  personsIn,
  type Person,
} from '../../domain/people/person.ts';
import { presentAnswers } from '../cases/case-content.ts';
import { openCaseRow } from '../cases/find-case.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import type { ResidentRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { sealRow } from '../vault/row-cipher.ts';
import { residentPlace } from './resident-place.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

export type ResidentContent = {
  people: (Person & { isDeceased?: true })[];
  /** ISO 8601: when it was said, or the list was taken in. */
  at: string;
  /** Of a case. */
  matter?: { code: string; short: string };
};

/** Days that somebody is known for having been served here. */
const SERVED_DAYS = 90;
const DECEASED = 'deceased';
/** People of one row: thousands of rows would be read for seconds. */
const ROW_PEOPLE = 100;

/**
 * Makes the rows that are missing, of the newest cases, and lets go of what is older
 * than it may be. By the cases themselves: whatever broke off is made up for here.
 */
export async function catchUp(
  context: OpenContext,
  most: number,
): Promise<void> {
  const { store, ports } = context;
  const since = new Date(
    ports.clock.wallMs() - SERVED_DAYS * DAY_MS,
  ).toISOString();
  const found = await read(store, async (db) => ({
    cases: await db.cases
      .where('takenInAt')
      .above(since)
      .reverse()
      .limit(most)
      .primaryKeys(),
    known: new Set(await db.residents.toCollection().primaryKeys()),
    isOld: (await db.residents.where('servedAt').below(since).count()) > 0,
  }));
  const made: MadeRow[] = [];
  for (const caseId of found.cases)
    if (!found.known.has(caseId)) made.push(...(await rowOf(context, caseId)));
  if (made.length === 0 && !found.isOld) return;
  await write(store, ['residents', 'cases'], async () => {
    const { cases, residents } = store.db;
    // One that has left meanwhile must not come back; one that moved is made anew.
    for (const { row, revision } of made)
      if ((await cases.get(row.id))?.revision === revision)
        await residents.put(row);
    await residents.where('servedAt').below(since).delete();
  });
}

/** `revision`: of the case that it was made of. */
type MadeRow = { row: ResidentRow; revision: number };

/** None while its case or its catalogue cannot be read. */
async function rowOf(context: OpenContext, caseId: string): Promise<MadeRow[]> {
  const row = await read(context.store, (db) => db.cases.get(caseId));
  const content = row && (await openCaseRow(context, row));
  if (row === undefined || content === undefined) return [];
  const { submit, matterShort } = content;
  const pinned = await findPinned(context.files, submit);
  if (!pinned.ok) return [];
  const persons = personsIn(pinned.value.matter, presentAnswers(content));
  const { takenInAt, revision } = row;
  const resident: ResidentContent = {
    people: [...persons].map(([role, person]) => ({
      ...person,
      ...(role === DECEASED && { isDeceased: true }),
    })),
    at: takenInAt,
    matter: { code: submit.matterCode, short: matterShort },
  };
  const place = { id: caseId, servedAt: takenInAt };
  return [{ row: await sealed(context, place, resident), revision }];
}

/** The township's list, whole, in place of the former one; one row a number. */
export async function replaceList(
  context: OpenContext,
  people: readonly unknown[],
  most: number,
): Promise<Outcome<null>> {
  const { store, ports } = context;
  const given = v.safeParse(v.array(personSchema), people);
  if (!given.success) return failed('badRequest');
  const list = [
    ...new Map(given.output.map((each) => [each.idNo, each])).values(),
  ];
  if (list.length > most) return failed('tooLarge', { most });
  const at = nowIso(context);
  const rows: ResidentRow[] = [];
  for (let from = 0; from < list.length; from += ROW_PEOPLE) {
    const some = list.slice(from, from + ROW_PEOPLE);
    rows.push(
      await sealed(context, { id: ports.newId() }, { people: some, at }),
    );
  }
  await write(store, ['residents'], async () => {
    const { residents } = store.db;
    await residents.filter((row) => row.servedAt === undefined).delete();
    await residents.bulkPut(rows);
  });
  return done(null);
}

async function sealed(
  { unlocked }: OpenContext,
  row: Omit<ResidentRow, 'sealed'>,
  content: ResidentContent,
): Promise<ResidentRow> {
  const place = residentPlace(row.id);
  return { ...row, sealed: await sealRow(unlocked.vault, place, content) };
}
