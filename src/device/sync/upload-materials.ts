// Photographs after the text, some side by side, small ones together. One that
// cannot be sent holds up no other.
import { unreachable } from '../../domain/unreachable.ts';
import type { MaterialRow } from '../database/tables.ts';
import { getCounty } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import type { PhotographsView } from '../device-api.ts';
import { markDamaged } from '../materials/read-material.ts';
import { readCiphertext } from '../materials/save-material.ts';
import type { UploadDecision } from './decide-upload.ts';
import { Gathering } from './gathering.ts';
import { Lanes } from './lanes.ts';
import { materialsInLine } from './materials-in-line.ts';
import { viewPhotographs } from './photo-policy.ts';
import {
  givesWay,
  type DeliveryContext,
  type StepEnd,
} from './round-context.ts';
import type { Session } from './session.ts';
import { uploadBundle, type BundleEnd } from './upload-bundle.ts';
import { uploadOne, type Material } from './upload-one.ts';

/** So many in a row that the county fails on, and it is the county. */
const FAILING_IN_A_ROW = 3;
/** What the link carries in this time is under way at once. */
const FILL_MS = 1_000;

/** No hash: what is noted of bundles as such. */
const BUNDLE = 'bundle';

const UNFINISHED = { end: 'done', progressed: false, more: true } as const;

/** What has happened so far; `end`: nothing more is begun. */
type Run = {
  progressed: boolean;
  failedInARow: number;
  end: StepEnd | undefined;
};

/**
 * Sends what stands in line, until nothing is left, time is up, or new text was saved,
 * which goes first. Then what is under way in the lanes of rounds that follow one
 * another is left to the next one, so that the line is not idle while one round ends
 * and another begins.
 */
export async function uploadMaterials(
  context: DeliveryContext,
  session: Session,
): Promise<StepEnd> {
  const { memory, newText } = context;
  const run: Run = { progressed: false, failedInARow: 0, end: undefined };
  const lanes = context.lanes ?? new Lanes();
  const gathering = new Gathering(context, session);
  /** Under way since the round before; a piece of it may be all that goes. */
  const passed: string[] = [];
  let waitingFor: PhotographsView['waitingFor'] = null;
  const begin = async (rows: readonly MaterialRow[]) => {
    const [row] = rows;
    if (row === undefined || run.end !== undefined) return;
    const bytes = rows.reduce((sum, each) => sum + each.bytes, 0);
    await lanes.room(bytes, memory.pace.bytesIn(FILL_MS), newText);
    if (givesWay(context)) run.end ??= UNFINISHED;
    if (run.end !== undefined) return;
    const names = rows.map(({ sha256 }) => sha256);
    lanes.begin({ names, bytes }, () =>
      rows.length === 1
        ? sendOne(context, session, { row, run })
        : sendTogether(context, session, { rows, run }),
    );
  };
  for await (const row of materialsInLine(context)) {
    if (lanes.has(row.sha256)) {
      passed.push(row.sha256);
      continue;
    }
    const underWay = lanes.bytes + gathering.bytes;
    const asked = { next: row.bytes, underWay };
    ({ waitingFor } = await viewPhotographs(context, asked));
    if (waitingFor !== null) break;
    for (const rows of gathering.add(row)) await begin(rows);
    if (run.end !== undefined) break;
  }
  await begin(gathering.take());
  const isTimeUp = run.end?.end === 'done' && run.end.more;
  if (!isTimeUp || context.lanes === undefined) await lanes.end(newText);
  if (newText?.isRung === true) run.end ??= UNFINISHED;
  if (run.end === undefined && waitingFor === null)
    memory.arePhotographsAsked = false;
  const photographs = await viewPhotographs(context);
  context.progress.set({ photographs: { ...photographs, waitingFor } });
  const { progressed, end } = run;
  return end === undefined
    ? { end: 'done', progressed, more: await isPending(context, passed) }
    : { ...end, progressed };
}

async function isPending(
  { store }: DeliveryContext,
  names: readonly string[],
): Promise<boolean> {
  if (names.length === 0) return false;
  const rows = await read(store, (db) => db.materials.bulkGet([...names]));
  return rows.some((row) => row?.state === 'pending');
}

async function sendOne(
  context: DeliveryContext,
  session: Session,
  { row, run }: { row: MaterialRow; run: Run },
): Promise<void> {
  const { memory, store } = context;
  const { sha256 } = row;
  const bytes = await readCiphertext(store, sha256);
  if (bytes === undefined) return markDamaged(store, sha256);
  const before = memory.offsets.get(sha256) ?? 0;
  const last = await uploadOne(context, session, { row, bytes });
  const gained = (memory.offsets.get(sha256) ?? 0) > before;
  run.progressed ||= gained || last.act === 'complete';
  if (gained) memory.failingMaterials.clear(sha256);
  const end = await after(context, session, { last, sha256, run });
  if (end !== 'goOn') run.end ??= end;
}

async function sendTogether(
  context: DeliveryContext,
  session: Session,
  { rows, run }: { rows: readonly MaterialRow[]; run: Run },
): Promise<void> {
  const { memory, store } = context;
  const materials: Material[] = [];
  for (const row of rows) {
    const bytes = await readCiphertext(store, row.sha256);
    if (bytes === undefined) await markDamaged(store, row.sha256);
    else materials.push({ row, bytes });
  }
  const end = await uploadBundle(context, session, materials);
  const { complete, passOver } = end;
  if (complete.length > 0) {
    await markSent(context, session, complete);
    for (const sha256 of complete) memory.failingMaterials.clear(sha256);
    memory.failingMaterials.clear(BUNDLE);
    run.progressed = true;
    run.failedInARow = 0;
  }
  for (const sha256 of passOver) blame(context, sha256, 'county');
  const settled = new Set([...complete, ...passOver]);
  const left = materials.filter(({ row }) => !settled.has(row.sha256));
  await afterBundle(context, session, { end, left, run });
}

async function afterBundle(
  context: DeliveryContext,
  session: Session,
  given: { end: BundleEnd; left: readonly Material[]; run: Run },
): Promise<void> {
  const { memory } = context;
  const { left, run } = given;
  const why = given.end.left;
  const progressed = false;
  switch (why?.act) {
    case undefined:
      return;
    case 'timeUp':
      run.end ??= UNFINISHED;
      return;
    case 'newSession':
      run.end ??= { end: 'newSession', progressed };
      return;
    case 'later':
      // One of them may be what the line breaks off on each time.
      if (why.why === 'offline' && memory.failingMaterials.noteCut(BUNDLE))
        memory.areBundlesOff = true;
      run.end ??= {
        end: 'later',
        progressed,
        why: why.why,
        retryAfterS: why.retryAfterS,
      };
      return;
    case 'alone':
      memory.areBundlesOff = true;
      for (const { row } of left) {
        if (givesWay(context)) run.end ??= UNFINISHED;
        if (run.end !== undefined) return;
        const begun = { ...row, isBegun: true };
        await sendOne(context, session, { row: begun, run });
      }
      return;
    default:
      unreachable(why);
  }
}

async function after(
  context: DeliveryContext,
  session: Session,
  given: { last: UploadDecision; sha256: string; run: Run },
): Promise<'goOn' | StepEnd> {
  const { last, sha256, run } = given;
  const { memory } = context;
  const { progressed } = run;
  switch (last.act) {
    case 'complete':
      await markSent(context, session, [sha256]);
      memory.failingMaterials.clear(sha256);
      memory.loneMaterials.delete(sha256);
      run.failedInARow = 0;
      return 'goOn';
    case 'whole':
    case 'resume':
      return { end: 'done', progressed, more: true };
    case 'newSession':
      return { end: 'newSession', progressed };
    case 'passOver':
      blame(context, sha256, 'county');
      return 'goOn';
    case 'later': {
      const { why, retryAfterS } = last;
      const isFailing = why === 'server' && retryAfterS === null;
      const isCutAgain =
        why === 'offline' && memory.failingMaterials.noteCut(sha256);
      if (isFailing || isCutAgain)
        blame(context, sha256, isFailing ? 'county' : 'line');
      run.failedInARow += 1;
      return isFailing && run.failedInARow < FAILING_IN_A_ROW
        ? 'goOn'
        : { end: 'later', progressed, why, retryAfterS };
    }
    default:
      return unreachable(last);
  }
}

/** From now on it waits by itself. */
function blame(
  { memory, ports }: DeliveryContext,
  sha256: string,
  by: 'county' | 'line',
): void {
  if (by === 'county') memory.loneMaterials.add(sha256);
  const [chance = 0] = ports.randomBytes(1);
  memory.failingMaterials.note(sha256, {
    nowMs: ports.clock.monotonicMs(),
    chance: chance / 255,
  });
}

/**
 * An answer may come when a later round has heard that the county was restored: what it
 * had then it is asked for again.
 */
async function markSent(
  context: DeliveryContext,
  { epoch }: Session,
  names: readonly string[],
): Promise<void> {
  const { store } = context;
  const { db } = store;
  await write(store, ['materials', 'meta'], async () => {
    if ((await getCounty(db)).epoch !== epoch) return;
    await db.materials
      .where('sha256')
      .anyOf(names)
      .and(({ state }) => state === 'pending')
      .modify((material) => {
        material.state = 'sent';
        material.since = nowIso(context);
        // Of an earlier sending, before the county lost it.
        delete material.proof;
      });
  });
}
