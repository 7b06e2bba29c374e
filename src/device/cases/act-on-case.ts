// What a clerk does to a case without a draft: take it back, hand its result
// over, change how to reach somebody, rate.
import { applyAnswers, type Answers } from '../../domain/cases/answers.ts';
import type { Moment } from '../../domain/cases/operation.ts';
import type { MaterialRef, Signature } from '../../domain/cases/papers.ts';
import { isBlocking } from '../../domain/rules/answer-issue.ts';
import { isContactField } from '../../domain/rules/contact-fields.ts';
import { normaliseAnswers } from '../../domain/rules/normalise-answers.ts';
import { validateAnswers } from '../../domain/rules/validate-answers.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { write } from '../database/write.ts';
import type { CaseWish } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import { saveMaterial } from '../materials/save-material.ts';
import { savePhotograph } from '../materials/save-photograph.ts';
import { takeFile, takeSignature } from '../materials/take-file.ts';
import { done, failed } from '../outcome.ts';
import { appendToCase, mayAct, type FollowUp } from './append-to-case.ts';
import { presentAnswers } from './case-content.ts';
import { findCase, type OpenCase } from './find-case.ts';
import type { Submitted } from './store-operation.ts';

type Make = (found: OpenCase, madeAt: Moment) => FollowUp;

/** Does it; resolves when it is on the disk. */
export async function actOnCase(
  context: OpenContext,
  caseId: string,
  wish: CaseWish,
): Promise<Outcome<Submitted>> {
  const found = await findCase(context, caseId);
  if (found === undefined) return failed('caseNotFound');
  if (!mayAct(found, wish.kind)) return failed('notAllowedNow');
  const taken = new TakenMaterials(context);
  const make = await prepare(context, found, { wish, taken });
  const stored = make.ok
    ? await appendToCase(context, {
        caseId,
        kind: wish.kind,
        make: (now, at) => done(make.value(now, at)),
        draft: null,
        replaces: null,
      })
    : make;
  if (!stored.ok) await taken.letGo();
  return stored;
}

/** How the operation is made, once what it needs is there. */
async function prepare(
  context: OpenContext,
  found: OpenCase,
  { wish, taken }: { wish: CaseWish; taken: TakenMaterials },
): Promise<Outcome<Make>> {
  switch (wish.kind) {
    case 'withdraw': {
      const reason = wish.reason.trim();
      if (reason === '') return failed('reasonMissing');
      const signatures = await taken.signature(wish.signature, {
        by: 'applicant',
        name: found.content.applicantName,
      });
      if (!signatures.ok) return signatures;
      return done((_, madeAt) => ({
        kind: 'withdraw',
        reason,
        signatures: signatures.value,
        madeAt,
      }));
    }
    case 'confirmDelivery':
      return prepareDelivery(found, { wish, taken });
    case 'updateContact':
      return prepareContact(context, found, wish.answers);
    case 'rate': {
      const { level, comment } = wish;
      if (!isLevel(level)) return failed('answersInvalid');
      return done((_, madeAt) => ({
        kind: 'rate',
        level,
        comment: comment.trim(),
        madeAt,
      }));
    }
    default:
      return unreachable(wish);
  }
}

async function prepareDelivery(
  { content }: OpenCase,
  given: {
    wish: Extract<CaseWish, { kind: 'confirmDelivery' }>;
    taken: TakenMaterials;
  },
): Promise<Outcome<Make>> {
  const { wish, taken } = given;
  const receivedBy = wish.receivedBy.trim();
  if (receivedBy === '') return failed('answersInvalid');
  const signatures = await taken.signature(wish.signature, {
    by: receivedBy === content.applicantName ? 'applicant' : 'agent',
    name: receivedBy,
  });
  if (!signatures.ok) return signatures;
  const papers: Extract<FollowUp, { kind: 'confirmDelivery' }>['papers'] = [];
  for (const { paperId, photographs } of wish.papers ?? []) {
    const pages = await taken.photographs(photographs);
    if (!pages.ok) return pages;
    papers.push({ how: 'photo', paperId, pages: pages.value });
  }
  return done((_, madeAt) => ({
    kind: 'confirmDelivery',
    receivedBy,
    signatures: signatures.value,
    papers,
    madeAt,
  }));
}

async function prepareContact(
  context: OpenContext,
  found: OpenCase,
  wished: Answers,
): Promise<Outcome<Make>> {
  const answers = await checkContact(context, found, wished);
  return answers.ok
    ? done((_, madeAt) => ({
        kind: 'updateContact',
        answers: answers.value,
        madeAt,
      }))
    : answers;
}

export function isLevel(level: number): boolean {
  return Number.isInteger(level) && level >= 1 && level <= 5;
}

/** Telephones and addresses; not the one that decides the township. */
export async function checkContact(
  context: OpenContext,
  { content }: OpenCase,
  wished: Answers,
): Promise<Outcome<Answers>> {
  const pinned = await findPinned(context.files, content.submit);
  if (!pinned.ok) return pinned;
  const { matter, published } = pinned.value;
  const answers = normaliseAnswers(matter, wished);
  const ids = Object.keys(answers);
  if (ids.length === 0 || ids.some((id) => !isContactField(matter, id)))
    return failed('answersInvalid');
  const whole = applyAnswers(presentAnswers(content), answers);
  const issues = validateAnswers(matter, whole, {
    today: chinaDate(nowIso(context)),
    demo: published.demo,
  });
  // What else is wrong with the case is no fault of a new telephone.
  if (issues.some((issue) => isBlocking(issue) && ids.includes(issue.path)))
    return failed('answersInvalid');
  return done(answers);
}

/** Photographs and signatures of one act; let go of when nothing came of it. */
class TakenMaterials {
  readonly #context: OpenContext;
  readonly #hashes: string[] = [];

  constructor(context: OpenContext) {
    this.#context = context;
  }

  async signature(
    png: Blob | null,
    whose: Pick<Signature, 'by' | 'name'>,
  ): Promise<Outcome<Signature[]>> {
    if (png === null) return done([]);
    const taken = await takeSignature(png);
    if (!taken.ok) return taken;
    const { store, ports, storage } = this.#context;
    const image = await saveMaterial(store, ports, {
      taken: taken.value,
      draftId: null,
      mayUseBallast: true,
    });
    if (!image.ok) return image;
    storage.added(image.value.bytes);
    this.#hashes.push(image.value.sha256);
    const signedAt = nowIso(this.#context);
    return done([{ ...whose, image: image.value, signedAt }]);
  }

  async photographs(files: readonly Blob[]): Promise<Outcome<MaterialRef[]>> {
    const refs: MaterialRef[] = [];
    for (const file of files) {
      if (!this.#context.storage.mayTakePhotograph)
        return failed('photographsFull');
      const taken = await takeFile(this.#context.ports, file);
      if (!taken.ok) return taken;
      const ref = await savePhotograph(this.#context, {
        taken: taken.value,
        draftId: null,
      });
      if (!ref.ok) return ref;
      this.#hashes.push(ref.value.sha256);
      refs.push(ref.value);
    }
    return refs.length === 0 ? failed('papersMissing') : done(refs);
  }

  /** They go with the removed ones, which stay 7 days. */
  async letGo(): Promise<void> {
    if (this.#hashes.length === 0) return;
    const { store } = this.#context;
    await write(store, ['materials'], () =>
      store.db.materials
        .where('sha256')
        .anyOf(this.#hashes)
        .and(({ caseId }) => caseId === null)
        .modify({ state: 'removed', since: nowIso(this.#context) }),
    );
  }
}
