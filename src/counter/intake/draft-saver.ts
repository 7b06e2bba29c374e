// Autosave of the one draft that is open. Changes are collected for 400 ms, then
// saved durably; what waits is saved at once on leaving a field, on hiding the
// page and before the window lets go. The strip says 「已存」 by this alone.
import { signal } from '@preact/signals';
import type { Answer } from '../../domain/cases/answers.ts';
import { outlastsChange, type MANDATE } from '../../domain/cases/consent.ts';
import type { DraftView } from '../../device/device-api.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { catchUp } from '../../ui/field/paint-first.ts';
import { device } from '../device.ts';

const DEBOUNCE_MS = 400;
/** Who types without a pause is saved all the same. */
const LONGEST_MS = 700;
/** What could not be saved is tried again without a further keystroke. */
const RETRY_MS = 5_000;
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
/** Typed and not durable yet, by draft: one draft's never reach another. */
const waiting = new Map<string, Changes>();
/** Typed since the act under way began: what it gives back may lack it. */
let typed: Changes = {};
let areConsentsWaiting = false;
/** Something typed or ticked was refused and is nowhere but on the screen. */
let hasFailed = false;
let timer: ReturnType<typeof setTimeout> | undefined;
/** When the oldest of what waits was typed. */
let waitingSince: number | undefined;
let running: Promise<void> = Promise.resolve();
let acts: Promise<void> = Promise.resolve();
let actsUnderWay = 0;
/** How often a page wanted a draft open: what was to be closed before that may not. */
let wanted = 0;

/** Rows of a sheet of many drafts, which are typed into without being opened. */
export type Rows = {
  isWaiting: () => boolean;
  /** All of them, durably. */
  save: () => Promise<Outcome<string>>;
};
let rows: Rows | undefined;

/** Something was typed into one of the rows; saved as what is typed into the draft. */
export function saveRows(typedInto: Rows): void {
  rows = typedInto;
  saveSoon();
}

/** Whether it is the open one; it then stays open, though it was just being closed. */
export function keepOpen(draftId: string): boolean {
  wanted += 1;
  return openDraft.value?.draftId === draftId;
}

/** Opens a draft for editing; the one open before is saved and let go. */
export async function loadDraft(draftId: string): Promise<Outcome<DraftView>> {
  wanted += 1;
  if (openDraft.value !== undefined || areRowsWaiting()) await flushDraft();
  const read = await device().drafts.read(draftId);
  if (!read.ok) return read;
  letGo();
  hasFailed = waiting.has(draftId);
  showDraft(read.value);
  if (isAnythingWaiting()) void flushDraft();
  return read;
}

/** Shows what the device gave back, with what was typed meanwhile on top. */
function showDraft(draft: DraftView): void {
  const answers = applied(draft.answers, typed);
  openDraft.value = {
    ...draft,
    answers: applied(answers, waiting.get(draft.draftId) ?? {}),
  };
  note('saved', draft.savedAt);
}

/** Lets go of the draft after a last save; false: it failed, the draft stays. */
export async function closeDraft(): Promise<boolean> {
  const before = wanted;
  // What is typed while it is saved is saved too.
  do {
    await flushDraft();
    if (hasFailed) return false;
  } while (
    openDraft.value === undefined
      ? areRowsWaiting()
      : waiting.has(openDraft.value.draftId)
  );
  if (wanted === before) forgetDraft();
  return true;
}

/** Lets go without saving: the draft was submitted or removed. */
export function forgetDraft(): void {
  const draft = openDraft.value;
  if (draft !== undefined) waiting.delete(draft.draftId);
  letGo();
}

function letGo(): void {
  clearTimeout(timer);
  waitingSince = undefined;
  typed = {};
  areConsentsWaiting = false;
  hasFailed = false;
  if (areRowsWaiting()) retryLater();
  else rows = undefined;
  openDraft.value = undefined;
  saveState.value = undefined;
}

/** Puts one answer in; undefined takes it away. Saved within half a second. */
export function changeAnswer(fieldId: string, value: Answer | undefined): void {
  const draft = openDraft.value;
  if (draft === undefined) return;
  const change = { [fieldId]: value ?? null };
  waiting.set(draft.draftId, { ...waiting.get(draft.draftId), ...change });
  typed = { ...typed, ...change };
  openDraft.value = { ...draft, answers: applied(draft.answers, change) };
  saveSoon();
  // What was read out to the resident, and what was confirmed of it, is no longer
  // what stands here.
  const { consents } = draft;
  void keepConsents(consents.filter(outlastsChange));
}

/** The ticks as they are signed: read out, sensitive data, what is promised, a doubt. */
export type ConsentId =
  | 'readBack'
  | 'sensitiveData'
  | typeof MANDATE
  | `promise:${string}`
  | `check:${string}`;

/** Ticks or unticks a statement; saved at once, in its turn. */
export async function changeConsent(
  id: ConsentId,
  isGiven: boolean,
): Promise<void> {
  const draft = openDraft.value;
  if (draft === undefined || draft.consents.includes(id) === isGiven) return;
  await keepConsents(
    isGiven
      ? [...draft.consents, id]
      : draft.consents.filter((each) => each !== id),
  );
}

async function keepConsents(consents: string[]): Promise<void> {
  const draft = openDraft.value;
  if (draft === undefined || consents.length === draft.consents.length) return;
  openDraft.value = { ...draft, consents };
  areConsentsWaiting = true;
  await flushDraft();
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
  actsUnderWay += 1;
  const changed = acts.then(async () => {
    await flushDraft();
    typed = {};
    const done = await act(draft.draftId);
    if (done.ok && openDraft.value?.draftId === draft.draftId) {
      showDraft({ ...done.value, consents: openDraft.value.consents });
      if (!isReadOut) await changeConsent('readBack', false);
    }
    return done;
  });
  const over = () => {
    actsUnderWay -= 1;
  };
  acts = changed.then(over, over);
  return changed;
}

/**
 * Resolves when all that was typed, photographed and signed is in the draft;
 * false: some of it is on the screen alone.
 */
export async function settleDraft(): Promise<boolean> {
  await acts;
  await flushDraft();
  return !hasFailed;
}

/** Something typed, ticked, photographed or signed is not durable yet. */
export function isDraftBusy(): boolean {
  catchUp();
  return isAnythingWaiting() || actsUnderWay > 0;
}

const isSomethingOpen = () =>
  openDraft.value !== undefined || rows !== undefined;
const areRowsWaiting = () => rows?.isWaiting() === true;
const isAnythingWaiting = () =>
  waiting.size > 0 || areConsentsWaiting || areRowsWaiting();

/** Saves what waits, now. Resolves when it is durable or has failed. */
export function flushDraft(): Promise<void> {
  catchUp();
  clearTimeout(timer);
  waitingSince = undefined;
  // One after the other: each save is made of what stands there at its turn.
  running = running.then(saveWaiting, saveWaiting);
  return running;
}

/** Within half a second, however long somebody types. */
function saveSoon(): void {
  waitingSince ??= performance.now();
  const leftMs = waitingSince + LONGEST_MS - performance.now();
  saveIn(Math.max(0, Math.min(DEBOUNCE_MS, leftMs)));
}

function saveIn(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void flushDraft(), ms);
}

async function saveWaiting(): Promise<void> {
  const draftId = openDraft.value?.draftId;
  if (!isAnythingWaiting()) return;
  const mention = setTimeout(() => note('saving'), MENTION_MS);
  const saves = [...waiting].map(async ([id, changes]) => {
    const saved = await saveAnswers(id, changes);
    return id === draftId ? saved : undefined;
  });
  if (areConsentsWaiting) saves.push(saveConsents());
  if (rows?.isWaiting() === true) {
    const saved = ask(rows.save);
    // They are no part of an open draft, which is sent without them.
    saves.push(draftId === undefined ? saved : saved.then(() => undefined));
  }
  const ofThis = (await Promise.all(saves)).filter(
    (each) => each !== undefined,
  );
  clearTimeout(mention);
  if (isAnythingWaiting()) retryLater();
  if (openDraft.value?.draftId !== draftId) return;
  if (ofThis.length > 0) hasFailed = ofThis.some(({ ok }) => !ok);
  const done = ofThis.find(({ ok }) => ok);
  note('saved', done?.ok === true ? done.value : undefined);
  await showPapers();
}

/** With whose number it is, a paper that was seen earlier in the visit may have gone. */
async function showPapers(): Promise<void> {
  const draft = openDraft.value;
  // An act shows all that came of it, and begins after what is saved here.
  if (draft === undefined || draft.visitId === null || actsUnderWay > 0) return;
  const { draftId } = draft;
  const read = await device()
    .drafts.read(draftId)
    .catch(() => undefined);
  if (read?.ok === true && openDraft.value?.draftId === draftId)
    openDraft.value = { ...openDraft.value, papers: read.value.papers };
}

async function saveAnswers(
  draftId: string,
  changes: Changes,
): Promise<Outcome<string>> {
  waiting.delete(draftId);
  const saved = await ask(() => device().drafts.saveAnswers(draftId, changes));
  const isGone = !saved.ok && saved.code === 'draftNotFound';
  // Newer typing wins over what failed; both are tried again together.
  if (!saved.ok && !(isGone && openDraft.value?.draftId !== draftId))
    waiting.set(draftId, { ...changes, ...waiting.get(draftId) });
  return saved;
}

async function saveConsents(): Promise<Outcome<string>> {
  const draft = openDraft.value;
  if (draft === undefined) throw new Error('consents without a draft');
  areConsentsWaiting = false;
  const { draftId, consents } = draft;
  const saved = await ask(() =>
    device().drafts.saveConsents(draftId, consents),
  );
  if (!saved.ok && openDraft.value?.draftId === draftId)
    areConsentsWaiting = true;
  return saved;
}

async function ask(
  save: () => Promise<Outcome<string>>,
): Promise<Outcome<string>> {
  try {
    return await save();
  } catch {
    // The device broke off (its worker ended): to the clerk it is "not saved".
    return { ok: false, code: 'storageFailed' };
  }
}

/** Unless typing has set an earlier time already. */
function retryLater(): void {
  if (waitingSince === undefined && isSomethingOpen()) saveIn(RETRY_MS);
}

function note(state: SaveState['state'], at?: string): void {
  if (!isSomethingOpen()) return;
  saveState.value = {
    state: state === 'saved' && hasFailed ? 'failed' : state,
    at: at ?? saveState.value?.at ?? null,
  };
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
