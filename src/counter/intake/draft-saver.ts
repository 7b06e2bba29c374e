// Autosave of the one draft that is open. Changes are collected for 400 ms, then
// saved durably; what waits is saved at once on leaving a field, on hiding the
// page and before the window lets go. The strip says 「已存」 by this alone.
import { signal } from '@preact/signals';
import type { Answer } from '../../domain/cases/answers.ts';
import type { DraftView } from '../../device/device-api.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { device } from '../device.ts';

const DEBOUNCE_MS = 400;
/** Saving is mentioned only when it can be noticed. */
const MENTION_MS = 300;

export type SaveState = {
  state: 'saved' | 'saving' | 'failed';
  /** Time of the last durable save. */
  at: string | null;
};

/** The open draft with the changes typed since; undefined: none is open. */
export const openDraft = signal<DraftView | undefined>(undefined);
export const saveState = signal<SaveState | undefined>(undefined);

type Changes = Record<string, Answer | null>;
let waiting: Changes = {};
let timer: ReturnType<typeof setTimeout> | undefined;
let running: Promise<void> = Promise.resolve();
let acts: Promise<void> = Promise.resolve();

/** Opens a draft for editing; the one open before is saved and let go. */
export async function loadDraft(draftId: string): Promise<Outcome<DraftView>> {
  if (openDraft.value !== undefined) await flushDraft();
  const read = await device().drafts.read(draftId);
  if (read.ok) showDraft(read.value);
  return read;
}

/** Shows what the device gave back, with changes that still wait on top. */
export function showDraft(draft: DraftView): void {
  openDraft.value = { ...draft, answers: applied(draft.answers, waiting) };
  saveState.value = { state: 'saved', at: draft.savedAt };
}

/** Lets go of the draft after a last save. */
export async function closeDraft(): Promise<void> {
  await flushDraft();
  forgetDraft();
}

/** Lets go without saving: the draft was submitted or removed. */
export function forgetDraft(): void {
  clearTimeout(timer);
  waiting = {};
  openDraft.value = undefined;
  saveState.value = undefined;
}

/** Puts one answer in; undefined takes it away. Saved within half a second. */
export function changeAnswer(fieldId: string, value: Answer | undefined): void {
  const draft = openDraft.value;
  if (draft === undefined) return;
  waiting = { ...waiting, [fieldId]: value ?? null };
  openDraft.value = {
    ...draft,
    answers: applied(draft.answers, { [fieldId]: value ?? null }),
  };
  clearTimeout(timer);
  timer = setTimeout(() => void flushDraft(), DEBOUNCE_MS);
  // What was read out to the resident is no longer what stands here.
  void changeConsent('readBack', false);
}

/** The read-back tick and the consent to sensitive data, as they are signed. */
export type ConsentId = 'readBack' | 'sensitiveData';

/** Ticks or unticks a statement; saved at once. */
export async function changeConsent(
  id: ConsentId,
  isGiven: boolean,
): Promise<void> {
  const draft = openDraft.value;
  if (draft === undefined || draft.consents.includes(id) === isGiven) return;
  const consents = isGiven
    ? [...draft.consents, id]
    : draft.consents.filter((each) => each !== id);
  openDraft.value = { ...draft, consents };
  const saved = await device().drafts.saveConsents(draft.draftId, consents);
  if (saved.ok) note('saved', saved.value);
  else note('failed');
}

/**
 * Does something to the draft on the device (papers, signature) and shows what
 * came of it. What was read out before a change was not this.
 */
export async function changeDraft(
  act: (draftId: string) => Promise<Outcome<DraftView>>,
  { isReadOut = false }: { isReadOut?: boolean } = {},
): Promise<Outcome<DraftView>> {
  const draft = openDraft.value;
  if (draft === undefined) return { ok: false, code: 'draftNotFound' };
  // A photograph takes seconds; typing meanwhile is saved beside it.
  const changed = acts.then(async () => {
    await flushDraft();
    const done = await act(draft.draftId);
    if (done.ok && openDraft.value?.draftId === draft.draftId) {
      showDraft({ ...done.value, consents: openDraft.value.consents });
      if (!isReadOut) await changeConsent('readBack', false);
    }
    return done;
  });
  acts = changed.then(
    () => undefined,
    () => undefined,
  );
  return changed;
}

/** Resolves when all that was typed, photographed and signed is in the draft. */
export async function settleDraft(): Promise<void> {
  await acts;
  await flushDraft();
}

/** Saves what waits, now. Resolves when it is durable or has failed. */
export function flushDraft(): Promise<void> {
  clearTimeout(timer);
  running = running.then(saveWaiting);
  return running;
}

async function saveWaiting(): Promise<void> {
  const draft = openDraft.value;
  const changes = waiting;
  if (draft === undefined || Object.keys(changes).length === 0) return;
  waiting = {};
  const mention = setTimeout(() => note('saving'), MENTION_MS);
  const saved = await savedAnswers(draft.draftId, changes);
  clearTimeout(mention);
  if (saved.ok) {
    note('saved', saved.value);
    return;
  }
  // Newer typing wins over what failed; both are tried again with the next save.
  waiting = { ...changes, ...waiting };
  note('failed');
}

async function savedAnswers(
  draftId: string,
  changes: Changes,
): Promise<Outcome<string>> {
  try {
    return await device().drafts.saveAnswers(draftId, changes);
  } catch {
    // The device broke off (its worker ended): to the clerk it is "not saved".
    return { ok: false, code: 'storageFailed' };
  }
}

function note(state: SaveState['state'], at?: string): void {
  if (openDraft.value === undefined) return;
  saveState.value = { state, at: at ?? saveState.value?.at ?? null };
}

function applied(
  answers: DraftView['answers'],
  changes: Changes,
): DraftView['answers'] {
  const next = { ...answers };
  for (const [fieldId, value] of Object.entries(changes)) {
    if (value === null) delete next[fieldId];
    else next[fieldId] = value;
  }
  return next;
}
