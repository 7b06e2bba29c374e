// What is typed into the cells of a sheet, until it is in the drafts of its rows. Kept
// beside the page: what could not be saved is tried again, wherever the clerk is.
import type { BatchLine, RowChanges } from '../../device/device-api.ts';
import { device } from '../device.ts';
import { now } from '../frame/clock.ts';
import { saveRows } from '../intake/draft-saver.ts';

let waiting = new Map<string, RowChanges['answers']>();
let show: ((lines: BatchLine[]) => void) | undefined;

/** The sheet on the screen is told how its rows stand after each save. */
export function showSaved(told: typeof show): void {
  show = told;
}

/** Puts answers into rows; durable within half a second. */
export function putIntoRows(changes: readonly RowChanges[]): void {
  for (const { draftId, answers } of changes)
    waiting.set(draftId, { ...waiting.get(draftId), ...answers });
  saveRows({ isWaiting: () => waiting.size > 0, save });
}

async function save() {
  const saving = waiting;
  waiting = new Map();
  const changes = [...saving].map(([draftId, answers]) => ({
    draftId,
    answers,
  }));
  // Without a device it throws at once.
  const ask = async () => device().batches.save(changes);
  const saved = await ask().catch(
    () => ({ ok: false, code: 'storageFailed' }) as const,
  );
  if (saved.ok) {
    // A row that was typed into meanwhile is shown after its own save.
    show?.(saved.value.filter(({ draftId }) => !waiting.has(draftId)));
    return { ok: true, value: now.value } as const;
  }
  // Newer typing wins over what failed.
  for (const [draftId, answers] of saving)
    waiting.set(draftId, { ...answers, ...waiting.get(draftId) });
  return saved;
}
