// One round: bind, session, text, feed, photographs. Steps say how they ended;
// this alone puts them in order.
import { getCounty, putMeta } from '../database/meta.ts';
import { pendingMaterials, pendingOperations } from '../database/pending.ts';
import { read, write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { appendJournal } from '../journal/append-journal.ts';
import { putBackUnknown } from '../outbox/settle.ts';
import { bindDevice } from './bind-device.ts';
import type { Decision } from './decide-answer.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import type { RoundContext, StepEnd } from './round-context.ts';
import { sendCopies } from './send-copies.ts';
import { sendEscrows } from './send-escrows.ts';
import { openSession, type Session } from './session.ts';
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
    const session = await freshSession(context);
    if (session.act !== 'take') return ofDecision(session, progressed);
    const end = await deliver(context, session.value);
    progressed ||= end.progressed;
    if (end.end === 'newSession') {
      memory.session = null;
      continue;
    }
    await refreshFiles(context);
    if (end.end === 'done') await noteDelivered(context);
    return { ...end, progressed };
  }
  return { end: 'later', progressed, why: 'server', retryAfterS: null };
}

/** A session lives on between rounds; an unlock since then widens it. */
async function freshSession(context: RoundContext): Promise<Decision<Session>> {
  const { memory, vault, store } = context;
  const mayRead = memory.session?.scope.includes('read') === true;
  if (memory.session !== null && (mayRead || vault.unlocked === undefined))
    return { act: 'take', value: memory.session };
  const opened = await openSession(context);
  if (opened.act !== 'take') return opened;
  memory.session = opened.value;
  context.progress.contact(nowIso(context));
  if (memory.mustReconcile) {
    memory.mustReconcile = false;
    const { missing } = opened.value.have;
    await write(store, ['outbox'], () =>
      putBackUnknown(store.db, { seq: Number.MAX_SAFE_INTEGER - 1, missing }),
    );
  }
  return opened;
}

type Delivered = Exclude<StepEnd, { end: 'revoked' }>;

/** One after the other; those of one line side by side. */
const STEPS = [
  [push],
  [sendCopies],
  [sendEscrows],
  [pullIfAllowed, uploadMaterials],
] as const;

/**
 * Text first. Then photographs, which on a thin link take many rounds, and beside
 * them what the county has to say, which comes down while they go up.
 */
async function deliver(
  context: RoundContext,
  session: Session,
): Promise<Delivered> {
  const ends: StepEnd[] = [];
  for (const steps of STEPS) {
    const running = steps.map((step) => step(context, session));
    // None is left running when one of them throws.
    await Promise.allSettled(running);
    ends.push(...(await Promise.all(running)));
    if (ends.some(endsRound)) break;
  }
  if (ends.some(({ end }) => end === 'revoked'))
    context.progress.set({ deviceRevoked: true });
  return together(ends);
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

async function pullIfAllowed(
  context: RoundContext,
  session: Session,
): Promise<StepEnd> {
  return session.scope.includes('read')
    ? pull(context, session)
    : { end: 'done', progressed: false, more: false };
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

/** What there is to send, for the strip. Row by row: memory stays small. */
async function measure({ store, progress }: RoundContext): Promise<void> {
  let operations = 0;
  let bytes = 0;
  await read(store, async (db) => {
    operations = 0;
    bytes = 0;
    await pendingOperations(db).each((row) => {
      operations += 1;
      bytes += row.bytes;
    });
    await pendingMaterials(db).each((row) => {
      bytes += row.bytes;
    });
  });
  progress.begin(operations, bytes);
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
