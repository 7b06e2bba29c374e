// Operations on a case that is there. Each changes the content it is about and
// records the one event that the transition table names for it.
import type { EventBody } from '../../domain/cases/event.ts';
import { applyAnswers } from '../../domain/cases/answers.ts';
import { mergeConsents, type Consent } from '../../domain/cases/consent.ts';
import { isWish } from '../../domain/cases/fold-case.ts';
import type { Operation } from '../../domain/cases/operation.ts';
import {
  closesGap,
  type Paper,
  type Signature,
} from '../../domain/cases/papers.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import { isContactField } from '../../domain/rules/contact-fields.ts';
import { findRefusals } from '../../domain/rules/validate-answers.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import { saveCaseContent, type CaseRow } from '../database/queries/cases.ts';
import { saveSecrets } from '../database/queries/case-secrets.ts';
import { findAdoptedAs } from '../database/queries/witnesses.ts';
import { recordEvent } from '../feed/record-event.ts';
import {
  atRest,
  fileMaterials,
  findKeyRefusals,
  findPaperRefusals,
} from './case-content.ts';
import { openAnswers, splitSecrets } from './case-secrets.ts';
import { isWithdrawn } from './catalogue-withdrawn.ts';
import { isLate } from './late-answer.ts';
import {
  APPLIED,
  hold,
  invalid,
  type Application,
  type Judgement,
} from './judgement.ts';

type FollowUp = Exclude<Operation['kind'], 'submit' | 'journal'>;

/** What an operation brings; absent = nothing of that kind. */
type Change = {
  answers?: CaseRow['answers'];
  papers?: Paper[];
  signatures?: Signature[];
  consents?: Consent[] | undefined;
  /** Papers of the same id are replaced, else added. */
  replaces: boolean;
};

/** Applies an operation that the table allows to a case that is locked. */
export async function applyFollowUp(
  application: Application<FollowUp>,
  caseRow: CaseRow,
): Promise<Judgement> {
  const { operation, envelope, waived } = application;
  const operationId = envelope.id;
  if (await isWithdrawn(application, caseRow.catalogueVersion, 'followUp'))
    return hold('catalogueWithdrawn');
  switch (operation.kind) {
    case 'supplement':
      return await change(application, caseRow, {
        change: { ...operation, replaces: false },
        body: {
          kind: 'supplemented',
          operationId,
          papers: paperIds(operation.papers),
          ...(closesGap(caseRow.papers, operation.papers) && {
            closesGap: true,
          }),
        },
      });
    case 'answerCorrection':
      // An answer to an earlier notice does not answer the one that waits.
      if (
        !waived.has('notAllowedNow') &&
        !(await isNoticeOf(application, caseRow, operation.correctionEvent))
      )
        return hold('notAllowedNow');
      if (
        !waived.has('lateAnswer') &&
        (await isLate({ ...application, operation }, caseRow))
      )
        return hold('lateAnswer');
      return await change(application, caseRow, {
        change: { ...operation, replaces: true },
        body: {
          kind: 'correctionAnswered',
          operationId,
          fields: Object.keys(operation.answers),
          papers: paperIds(operation.papers),
        },
      });
    case 'withdraw':
      return await change(application, caseRow, {
        change: { signatures: operation.signatures, replaces: false },
        body: isWish(caseRow.state)
          ? {
              kind: 'withdrawalRequested',
              operationId,
              reason: operation.reason,
            }
          : { kind: 'withdrawn', reason: operation.reason },
      });
    case 'confirmDelivery':
      return await change(application, caseRow, {
        change: { signatures: operation.signatures, replaces: false },
        body: { kind: 'delivered', receivedBy: operation.receivedBy },
        proofs: operation.papers,
      });
    case 'updateContact':
      return await change(application, caseRow, {
        change: { answers: operation.answers, replaces: false },
        body: {
          kind: 'contactUpdated',
          fields: Object.keys(operation.answers),
        },
      });
    case 'rate':
      // Level and comment stay in the sealed envelope, hidden from the station.
      return await change(application, caseRow, {
        change: { replaces: false },
        body: { kind: 'rated' },
      });
    default:
      return unreachable(operation);
  }
}

/** Whether the notice that waits is that one, perhaps by its former number. */
async function isNoticeOf(
  { context, work }: Application,
  { caseId, state }: CaseRow,
  n: number,
): Promise<boolean> {
  const waiting = (state.correction ?? state.lapsed)?.event;
  if (waiting === undefined || waiting === n) return waiting === n;
  const { county } = context.config;
  return waiting === (await findAdoptedAs(work.tx, { county, caseId, n }));
}

async function change(
  application: Application<FollowUp>,
  caseRow: CaseRow,
  p: {
    change: Change;
    body: EventBody;
    /** Handed in at delivery; papers of the act, not of the matter. */
    proofs?: Paper[];
  },
): Promise<Judgement> {
  const { context, work, author, operation, at } = application;
  const { tx } = work;
  const { county, demo } = context.config;
  const { caseId } = caseRow;
  const { catalogue } = await getCatalogue(
    context,
    caseRow.catalogueVersion,
    tx,
  );
  const matter = getMatter(catalogue, caseRow.matterCode);
  const { papers = [], signatures = [], answers = {} } = p.change;

  const whole = await openAnswers(tx, context, caseRow);
  const merged = applyAnswers(whole, answers);
  const paths = [
    ...findPaperRefusals(matter, papers, signatures),
    ...(await findKeyRefusals(
      application,
      [...papers, ...(p.proofs ?? [])],
      signatures,
    )),
  ];
  if (Object.keys(answers).length > 0) {
    const refusals = findRefusals(matter, merged, { demo });
    paths.push(...refusals.map(({ path }) => `answers.${path}`));
  }
  if (operation.kind === 'updateContact') {
    const others = Object.keys(answers).filter(
      (id) => !isContactField(matter, id),
    );
    paths.push(...others.map((id) => `answers.${id}`));
  }
  if (paths.length > 0) return invalid(...paths);

  const split = splitSecrets(context, {
    caseId,
    form: matter,
    answers: merged,
  });
  await saveSecrets(tx, { county, caseId }, split.secrets);
  const added = atRest(context, caseId, { papers, signatures });
  await saveCaseContent(
    tx,
    { county, caseId },
    {
      answers: split.answers,
      papers: [
        ...(p.change.replaces
          ? withoutSame(caseRow.papers, added.papers, 'paperId')
          : caseRow.papers),
        ...added.papers,
      ],
      signatures: [
        ...(p.change.replaces
          ? withoutSame(caseRow.signatures, added.signatures, 'by')
          : caseRow.signatures),
        ...added.signatures,
      ],
      consents: mergeConsents(caseRow.consents, p.change.consents ?? []),
      applicantName: applicantName(matter, merged),
    },
  );
  await fileMaterials(application, caseId, {
    papers: [...papers, ...(p.proofs ?? [])],
    signatures,
    replaces: p.change.replaces,
  });
  await recordEvent(work, {
    county,
    caseId,
    by: { kind: 'clerk', id: author.clerkId, name: author.clerkName },
    at,
    body: p.body,
  });
  return APPLIED;
}

function withoutSame<Key extends string, Item extends Record<Key, string>>(
  items: readonly Item[],
  added: readonly Item[],
  key: Key,
): Item[] {
  const replaced = new Set(added.map((item) => item[key]));
  return items.filter((item) => !replaced.has(item[key]));
}

function paperIds(papers: readonly Paper[]): string[] {
  return [...new Set(papers.map(({ paperId }) => paperId))];
}
