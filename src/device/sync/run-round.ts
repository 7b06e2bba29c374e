// One round: bind, session, text, feed, photographs. Steps say how they ended;
// this alone puts them in order.
import { countyIn, findMetas, getCounty, putMeta } from '../database/meta.ts';
import { pendingMaterials, pendingOperations } from '../database/pending.ts';
import { read, write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { appendJournal } from '../journal/append-journal.ts';
import { sumWaiting } from '../outbox/sum-waiting.ts';
import { bindDevice } from './bind-device.ts';
import type { Decision } from './decide-answer.ts';
import { deliverFormer } from './deliver-former.ts';
import { beginEarly, type Early } from './early-batches.ts';
import { keepRevoked } from './keep-session.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import type { RoundContext, StepEnd } from './round-context.ts';
import { sendCopies } from './send-copies.ts';
import { sendEscrows } from './send-escrows.ts';
import { hasWitnesses, sendWitnesses } from './send-witnesses.ts';
import { openSession, type Session } from './session.ts';
import { refreshDirectory } from '../receipts/directory.ts';
import { uploadMaterials } from './upload-materials.ts';

export type RoundEnd = Exclude<StepEnd, { end: 'newSession' | 'revoked' }>;

/** In one round a session is opened again once, when it was stale. */
const SESSIONS = 2;

/** `progressed`: something was settled, uploaded or pulled. */
export async function runRound(context: RoundContext): Promise<RoundEnd> {
  const { memory } = context;
  await appendJournal(context);
  const bound = await bindDevice(context);
  if (bound.act !== 'take') return ofDecision(bound);
  await measure(context);
  let progressed = false;
  for (let i = 0; i < SESSIONS; i += 1) {
    // Should this device's storage fail, the session says so.
    const beginning = beginEarly(context).catch(() => undefined);
    try {
      const session = await freshSession(context);
      if (session.act !== 'take') return ofDecision(session, progressed);
      const end = await deliver(context, session.value, await beginning);
      progressed ||= end.progressed;
      if (end.end === 'newSession') {
        memory.session = null;
        continue;
      }
      await refreshFiles(context);
      if (end.end === 'done') {
        await noteDelivered(context);
        if (!end.more) await refreshDirectory(context);
      }
      return { ...end, progressed };
    } finally {
      await (await beginning)?.end();
    }
  }
  return { end: 'later', progressed, why: 'server', retryAfterS: null };
}

/**
 * A session lives on between rounds; an unlock since then widens it, where the
 * county lets this device read. A device that may not read asks in every round: it
 * can neither be unlocked nor pull, so only a session tells it that it may again.
 */
async function freshSession(context: RoundContext): Promise<Decision<Session>> {
  const { memory, vault } = context;
  // The courier may have heard it, or another window.
  await tellStanding(context);
  const { deviceRevoked, appTooOld } = context.progress.view;
  const mayRead = memory.session?.scope.includes('read') === true;
  const wantsMore =
    !mayRead && vault.unlocked !== undefined && !deviceRevoked && !appTooOld;
  if (memory.session !== null && !wantsMore && !deviceRevoked)
    return { act: 'take', value: memory.session };
  const isForced = memory.mustReconcile;
  const opened = await openSession(context, { isForced });
  if (opened.act === 'revoked') await keepRevoked(context.store);
  if (opened.act !== 'take') return opened;
  memory.session = opened.value;
  memory.mustReconcile = false;
  memory.areBundlesOff = false;
  context.progress.contact(nowIso(context));
  await tellStanding(context);
  return opened;
}

/** What the county thinks of this device and its chain, for the screen. */
export async function tellStanding({
  store,
  progress,
}: Pick<RoundContext, 'store' | 'progress'>): Promise<void> {
  const meta = await read(store, (db) => findMetas(db, ['county', 'lost']));
  const county = countyIn(meta);
  progress.set({
    deviceRevoked: county.isRevoked,
    appTooOld: county.isAppTooOld === true,
    lost: meta.lost?.ranges ?? [],
    clockAheadMs: county.aheadMs ?? null,
  });
}

type Delivered = Exclude<StepEnd, { end: 'revoked' }>;

type Step = (context: RoundContext, session: Session) => Promise<StepEnd>;

/** One after the other; those of one line side by side. */
function stepsOf(early: Early | undefined): readonly (readonly Step[])[] {
  return [
    [deliverFormer],
    [(context, session) => push(context, session, early)],
    [sendCopies],
    [sendEscrows],
    [readFeed, uploadMaterials],
  ];
}

/**
 * Text first. Then photographs, which on a thin link take many rounds, and beside
 * them what the county has to say, which comes down while they go up.
 */
async function deliver(
  context: RoundContext,
  session: Session,
  early: Early | undefined,
): Promise<Delivered> {
  const ends: StepEnd[] = [];
  for (const steps of stepsOf(early)) {
    const running = steps.map((step) => step(context, session));
    // None is left running when one of them throws.
    await Promise.allSettled(running);
    ends.push(...(await Promise.all(running)));
    if (ends.some(endsRound)) break;
  }
  const delivered = together(ends);
  if (!ends.some(({ end }) => end === 'revoked')) return delivered;
  const isNews = !context.progress.view.deviceRevoked;
  await keepRevoked(context.store);
  await tellStanding(context);
  context.memory.session = null;
  // The session says what it is, and whether this device is to be locked: at once.
  return isNews
    ? { end: 'newSession', progressed: delivered.progressed }
    : delivered;
}

/** A county that fails at one thing may be well at the next. */
function endsRound(step: StepEnd): boolean {
  return step.end === 'later'
    ? step.why !== 'server' || step.retryAfterS !== null
    : step.end === 'newSession';
}

function together(ends: readonly StepEnd[]): Delivered {
  const progressed = ends.some((each) => each.progressed);
  const last =
    ends.find(endsRound) ?? ends.find((each) => each.end === 'later');
  if (last?.end === 'newSession' || last?.end === 'later')
    return { ...last, progressed };
  const more = ends.some((each) => each.end === 'done' && each.more);
  return { end: 'done', progressed, more };
}

/** Only while unlocked, and where the county lets this device read. */
async function readFeed(
  context: RoundContext,
  session: Session,
): Promise<StepEnd> {
  const { deviceRevoked, appTooOld } = context.progress.view;
  if (!session.scope.includes('read') || deviceRevoked || appTooOld)
    return { end: 'done', progressed: false, more: false };
  const offered = await sendWitnesses(context, session);
  if (offered.end !== 'done' || (await hasWitnesses(context))) return offered;
  return pull(context, session);
}

/** A newer catalogue or intake key than the ones here. */
async function refreshFiles(context: RoundContext): Promise<void> {
  const { store, files, age, mayBegin } = context;
  if (age.isTooNew) return;
  const { catalogueVersion, sealKid } = await read(store, getCounty);
  const current = await files.current();
  if (
    catalogueVersion !== null &&
    current?.version !== catalogueVersion &&
    mayBegin()
  )
    await files.refreshCatalogue(catalogueVersion);
  const county = await files.keySet();
  const isKnown = county?.keySet.intake.some(({ kid }) => kid === sealKid);
  if (sealKid !== null && isKnown !== true && mayBegin())
    await files.refreshKeys();
}

/** What there is to send, for the strip. */
async function measure({ store, progress }: RoundContext): Promise<void> {
  const { operations, operationBytes, materialBytes } = await read(
    store,
    sumWaiting,
  );
  progress.begin(operations, operationBytes + materialBytes);
}

/** The moment that emptied the outbox, for the strip. */
async function noteDelivered(context: RoundContext): Promise<void> {
  const { store, progress } = context;
  if (progress.view.sending === null) return;
  const unsent = await read(store, async (db) => {
    const operations = await pendingOperations(db).count();
    const materials = await pendingMaterials(db).count();
    return operations + materials;
  });
  if (unsent > 0) return;
  const at = nowIso(context);
  await write(store, ['meta'], () => putMeta(store.db, 'delivered', { at }));
  progress.set({ allDeliveredAt: at });
}

function ofDecision(
  decision: Exclude<Decision<unknown>, { act: 'take' }>,
  progressed = false,
): RoundEnd {
  return decision.act === 'later'
    ? {
        end: 'later',
        progressed,
        why: decision.why,
        retryAfterS: decision.retryAfterS,
      }
    : { end: 'later', progressed, why: 'server', retryAfterS: null };
}
