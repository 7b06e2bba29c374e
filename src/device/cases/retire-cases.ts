// Readable text leaves the device so many days after a case has come to its end as
// the county says, 30 where it says nothing; a line of it (number, matter, masked
// name, status) stays 180 days more. In the county's time alone, and never before
// its photographs and envelopes have left.
import { handlingStatus } from '../../domain/cases/display-status.ts';
import { maskName } from '../../domain/rules/mask.ts';
import { isBusy } from '../database/busy-cases.ts';
import { countyIn, findMetas, putMeta } from '../database/meta.ts';
import type { CaseRow, DeviceDatabase } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { recordAct } from '../journal/record-act.ts';
import { sealRow } from '../vault/row-cipher.ts';
import { findCase, type OpenCase } from './find-case.ts';
import { retireBundles } from './retire-bundles.ts';
import { stubPlace, type StubContent } from './stub.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** Of a county that does not say. */
const TEXT_DAYS = 30;
const STUB_DAYS = 180;
/** Rows looked at between two questions of the database. */
const PAGE = 100;

/** Once a day of the county's time, while unlocked. Gives how many have left. */
export async function retireCases(context: OpenContext): Promise<number> {
  const { store } = context;
  const meta = await read(store, (db) => findMetas(db, ['county', 'retired']));
  const { lastHeardAt, readableDays = TEXT_DAYS } = countyIn(meta);
  const before = meta.retired;
  if (lastHeardAt === null) return 0;
  const nowMs = Date.parse(lastHeardAt);
  const due = { nowMs, days: readableDays };
  if (before !== undefined && Math.abs(nowMs - before.at) < DAY_MS) return 0;
  let count = 0;
  for await (const caseId of quietCases(context, due)) {
    const found = await findCase(context, caseId);
    if (found === undefined || !hasEnded(found, due)) continue;
    if (await retire(context, found, lastHeardAt)) count += 1;
  }
  await retireBundles(context, (instant) => isPast(instant, due));
  await write(store, ['meta', 'stubs'], async () => {
    await store.db.stubs
      .where('since')
      .below(new Date(nowMs - STUB_DAYS * DAY_MS).toISOString())
      .delete();
    await putMeta(store.db, 'retired', { at: nowMs });
  });
  return count;
}

/** Those of which nothing has been heard for as long: only they are opened. */
async function* quietCases(
  { store }: OpenContext,
  due: Due,
): AsyncGenerator<string> {
  const keys = await read(store, (db) => db.cases.toCollection().primaryKeys());
  for (let i = 0; i < keys.length; i += PAGE) {
    const rows = await read(store, (db) =>
      db.cases.bulkGet(keys.slice(i, i + PAGE)),
    );
    for (const row of rows) {
      if (row === undefined || row.lastEvent === 0) continue;
      const { caseId, lastEvent } = row;
      const last = await read(store, (db) =>
        db.events.get([caseId, lastEvent]),
      );
      if (last !== undefined && isPast(last.at, due)) yield caseId;
    }
  }
}

/** `nowMs`: the county's time. */
type Due = { nowMs: number; days: number };

function hasEnded({ state, isUnreadable }: OpenCase, due: Due): boolean {
  const { endedAt } = state;
  return !isUnreadable && endedAt !== null && isPast(endedAt, due);
}

function isPast(instant: string, { nowMs, days }: Due): boolean {
  return nowMs - Date.parse(instant) >= days * DAY_MS;
}

/** False: something of it is still needed, or it has moved meanwhile. */
async function retire(
  context: OpenContext,
  { row, content, state }: OpenCase,
  since: string,
): Promise<boolean> {
  const { store, unlocked } = context;
  const { db } = store;
  const { caseId, takenInAt, lastEvent } = row;
  const stub: StubContent = {
    number: content.submit.number,
    matterCode: content.submit.matterCode,
    matterShort: content.matterShort,
    applicantMasked: maskName(content.applicantName),
    display: handlingStatus(state),
  };
  const sealed = await sealRow(unlocked.vault, stubPlace(caseId), stub);
  const at = nowIso(context);
  return write(
    store,
    [
      'cases',
      'events',
      'drafts',
      'materials',
      'materialBytes',
      'outbox',
      'stubs',
      'acts',
    ],
    async () => {
      if (!isSame(await db.cases.get(caseId), row)) return false;
      if (await isNeeded(db, caseId)) return false;
      const materials = await db.materials.where({ caseId }).primaryKeys();
      await db.materialBytes.bulkDelete(materials);
      await db.materials.bulkDelete(materials);
      await db.events
        .where('[caseId+n]')
        .between([caseId, 0], [caseId, Number.MAX_SAFE_INTEGER])
        .delete();
      await db.cases.delete(caseId);
      await db.stubs.put({ caseId, takenInAt, since, lastEvent, sealed });
      await recordAct(db, { act: 'caseTextErased', caseId, at, clerkId: null });
      return true;
    },
  );
}

function isSame(now: CaseRow | undefined, row: CaseRow): boolean {
  return now?.revision === row.revision && now.lastEvent === row.lastEvent;
}

/** Something waits, is being written, or is not known to be safe yet. */
async function isNeeded(db: DeviceDatabase, caseId: string): Promise<boolean> {
  if (await isBusy(db, caseId)) return true;
  const drafts = await db.drafts.where({ caseId }).count();
  const applied = await db.outbox
    .where({ caseId })
    .filter(({ result }) => result === 'applied')
    .count();
  const unreleased = await db.materials
    .where({ caseId })
    .filter(
      ({ state, releasedAt }) =>
        state !== 'damaged' && releasedAt === undefined,
    )
    .count();
  return drafts + applied + unreleased > 0;
}
