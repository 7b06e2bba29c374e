// Photographs after the text, some side by side. One that cannot be sent holds up
// no other.
import { unreachable } from '../../domain/unreachable.ts';
import type { MaterialRow } from '../database/tables.ts';
import { write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import type { PhotographsView } from '../device-api.ts';
import { markDamaged } from '../materials/read-material.ts';
import { readCiphertext } from '../materials/save-material.ts';
import type { UploadDecision } from './decide-upload.ts';
import { Lanes } from './lanes.ts';
import { materialsInLine } from './materials-in-line.ts';
import { viewPhotographs } from './photo-policy.ts';
import type { DeliveryContext, StepEnd } from './round-context.ts';
import type { Session } from './session.ts';
import { uploadOne } from './upload-one.ts';

/** So many in a row that the county fails on, and it is the county. */
const FAILING_IN_A_ROW = 3;
/** What the link carries in this time is under way at once. */
const FILL_MS = 1_000;

/** What has happened so far; `end`: nothing more is begun. */
type Run = {
  progressed: boolean;
  failedInARow: number;
  end: StepEnd | undefined;
};

/** Sends what stands in line, until nothing is left or time is up. */
export async function uploadMaterials(
  context: DeliveryContext,
  session: Session,
): Promise<StepEnd> {
  const { memory, mayBegin } = context;
  const run: Run = { progressed: false, failedInARow: 0, end: undefined };
  const lanes = new Lanes();
  let waitingFor: PhotographsView['waitingFor'] = null;
  for await (const row of materialsInLine(context)) {
    const underWay = lanes.bytes;
    const asked = { next: row.bytes, underWay };
    ({ waitingFor } = await viewPhotographs(context, asked));
    if (waitingFor !== null) break;
    await lanes.room(row.bytes, memory.pace.bytesIn(FILL_MS));
    if (run.end === undefined && !mayBegin())
      run.end = { end: 'done', progressed: false, more: true };
    if (run.end !== undefined) break;
    lanes.begin(row.bytes, () => sendOne(context, session, { row, run }));
  }
  await lanes.end();
  if (run.end === undefined && waitingFor === null)
    memory.arePhotographsAsked = false;
  const photographs = await viewPhotographs(context);
  context.progress.set({ photographs: { ...photographs, waitingFor } });
  const { progressed, end } = run;
  return end === undefined
    ? { end: 'done', progressed, more: false }
    : { ...end, progressed };
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
  const end = await after(context, last, { sha256, run });
  if (end !== 'goOn') run.end ??= end;
}

async function after(
  context: DeliveryContext,
  last: UploadDecision,
  { sha256, run }: { sha256: string; run: Run },
): Promise<'goOn' | StepEnd> {
  const { memory } = context;
  const { progressed } = run;
  switch (last.act) {
    case 'complete':
      await markSent(context, sha256);
      memory.failingMaterials.clear(sha256);
      run.failedInARow = 0;
      return 'goOn';
    case 'whole':
    case 'resume':
      return { end: 'done', progressed, more: true };
    case 'newSession':
      return { end: 'newSession', progressed };
    case 'passOver':
      blame(context, sha256);
      return 'goOn';
    case 'later': {
      const { why, retryAfterS } = last;
      const isFailing = why === 'server' && retryAfterS === null;
      const isCutAgain =
        why === 'offline' && memory.failingMaterials.noteCut(sha256);
      if (isFailing || isCutAgain) blame(context, sha256);
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
function blame({ memory, ports }: DeliveryContext, sha256: string): void {
  const [chance = 0] = ports.randomBytes(1);
  memory.failingMaterials.note(sha256, {
    nowMs: ports.clock.monotonicMs(),
    chance: chance / 255,
  });
}

async function markSent(
  context: DeliveryContext,
  sha256: string,
): Promise<void> {
  const { store } = context;
  await write(store, ['materials'], () =>
    store.db.materials
      .where({ sha256 })
      .and(({ state }) => state === 'pending')
      .modify((material) => {
        material.state = 'sent';
        material.since = nowIso(context);
        // Of an earlier sending, before the county lost it.
        delete material.proof;
      }),
  );
}
