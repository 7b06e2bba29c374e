// Answering a correction notice: one more operation on a case, with the changed
// answers and the papers handed in again.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { AnswerCorrectionOperation } from '../../domain/cases/operation.ts';
import { isAllowed } from '../../domain/cases/transitions.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { isBlocking } from '../../domain/rules/answer-issue.ts';
import { normaliseAnswers } from '../../domain/rules/normalise-answers.ts';
import { validateAnswers } from '../../domain/rules/validate-answers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Published } from '../catalogue/county-files.ts';
import { getCounty } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import { getDeviceId, moment, type OpenContext } from '../device-context.ts';
import type { OpenDraft } from '../drafts/save-draft.ts';
import {
  APPEND_STORES,
  appendOperation,
  materialsOf,
  readPlace,
} from '../outbox/append-operation.ts';
import { chooseIntakeKey, sealOperation } from '../outbox/seal-operation.ts';
import { done, failed } from '../outcome.ts';
import { sealRow } from '../vault/row-cipher.ts';
import { getTicket } from '../vault/enrolled.ts';
import { casePlace, presentAnswers, type CaseContent } from './case-content.ts';
import { findCase, type OpenCase } from './find-case.ts';
import { leaveDraft } from './leave-draft.ts';
import { signaturesOf, type Submitted } from './submit-case.ts';

type Given = { draft: OpenDraft; matter: Matter; published: Published };

/** Sends the answer of a correction; resolves when it is on the disk. */
export async function answerCorrection(
  context: OpenContext,
  given: Given,
): Promise<Outcome<Submitted>> {
  const { purpose } = given.draft.content;
  if (purpose.kind !== 'answerCorrection')
    throw new Error('not the draft of a correction');
  for (;;) {
    const found = await findCase(context, purpose.caseId);
    if (found === undefined) return failed('caseNotFound');
    const { state } = found;
    if (
      !isAllowed(state.status, 'answerCorrection') ||
      state.correction?.event !== purpose.correctionEvent
    )
      return failed('notAllowedNow');
    const answered = await tryOnce(context, { ...given, found });
    if (answered !== 'moved') return answered;
  }
}

async function tryOnce(
  context: OpenContext,
  given: Given & { found: OpenCase },
): Promise<Outcome<Submitted> | 'moved'> {
  const { store, ports, unlocked, files } = context;
  const { draft, found } = given;
  const at = await moment(context);
  const made = makeAnswer(given, at);
  if (!made.ok) return made;
  const operation = made.value;
  const { caseId } = found.row;
  const ticket = await getTicket(store);
  const county = await files.keySet();
  const deviceId = await getDeviceId(store);
  const { place, sealKid } = await read(store, async (db) => ({
    place: await readPlace(db, caseId),
    sealKid: (await getCounty(db)).sealKid,
  }));
  const intake =
    county && chooseIntakeKey(county.keySet, [sealKid, ticket.intakeKid]);
  if (intake === undefined) return failed('catalogueMissing');
  const operationId = ports.newId();
  const { envelope } = await sealOperation(operation, {
    routing: {
      id: operationId,
      deviceId,
      ...place,
      caseId,
      seen: found.row.lastEvent,
    },
    author: unlocked.author,
    intake,
  });
  const content: CaseContent = {
    ...found.content,
    later: [
      ...found.content.later,
      { operationId, operation, at: at.wallTime },
    ],
  };
  const sealed = await sealRow(unlocked.vault, casePlace(caseId), content);

  const { db } = store;
  const cited = materialsOf(operation);
  const isStored = await write(
    store,
    [...APPEND_STORES, 'cases', 'drafts'],
    async () => {
      const row = await db.cases.get(caseId);
      if (row === undefined || row.revision !== found.row.revision)
        return false;
      const drafted = await db.drafts.get(draft.row.draftId);
      if (drafted === undefined || drafted.revision !== draft.row.revision)
        return 'draftMoved' as const;
      if (
        !(await appendOperation(db, { envelope, madeAt: at.wallTime, cited }))
      )
        return false;
      await db.cases.put({ ...row, revision: row.revision + 1, sealed });
      await leaveDraft(db, draft.row.draftId, at.wallTime);
      return true;
    },
  );
  if (isStored === 'draftMoved') return failed('draftNotFound');
  const { number } = content.submit;
  return isStored ? done({ caseId, number, savedAt: at.wallTime }) : 'moved';
}

/** Every paper asked for is there again, and the answers still hold. */
function makeAnswer(
  { draft: { content }, matter, published, found }: Given & { found: OpenCase },
  at: AnswerCorrectionOperation['madeAt'],
): Outcome<AnswerCorrectionOperation> {
  const { purpose } = content;
  if (purpose.kind !== 'answerCorrection')
    throw new Error('not the draft of a correction');
  const answers = normaliseAnswers(matter, content.answers);
  const issues = validateAnswers(matter, answers, {
    today: chinaDate(at.wallTime),
    demo: published.demo,
  });
  if (issues.some(isBlocking)) return failed('answersInvalid');
  const handedIn = new Set(content.papers.map(({ paperId }) => paperId));
  const asked = purpose.items.filter(({ target }) => target === 'paper');
  if (asked.some(({ about }) => !handedIn.has(about)))
    return failed('papersMissing');
  return done({
    kind: 'answerCorrection',
    correctionEvent: purpose.correctionEvent,
    answers: changedAnswers(presentAnswers(found.content), answers),
    papers: content.papers,
    signatures: signaturesOf(content, found.content.applicantName),
    madeAt: at,
  });
}

function changedAnswers(before: Answers, after: Answers): Answers {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([id, answer]) => JSON.stringify(before[id]) !== JSON.stringify(answer),
    ),
  );
}
