import type { Material } from '../../domain/catalogue/form-schema.ts';
import {
  isBlocking,
  type AnswerIssue,
} from '../../domain/rules/answer-issue.ts';
import { formSections } from '../../domain/rules/form-sections.ts';
import { normaliseAnswers } from '../../domain/rules/normalise-answers.ts';
import { requiredPapers } from '../../domain/rules/required-papers.ts';
import { validateAnswers } from '../../domain/rules/validate-answers.ts';
import { checkText, signText } from '../../text/intake.ts';
import { answerIssueSentence } from '../../text/errors.ts';
import type { SummarisedError } from '../../ui/error-summary/error-summary.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { isThere, missingSentence } from './paper-state.ts';
import { promiseErrors } from './promises.ts';
import {
  correctionItems,
  hasFormChanged,
  openFields,
  type Intake,
} from './intake.ts';

export type Step = 'applicant' | 'form' | 'materials' | 'check' | 'sign';

export type Judgement = {
  /** What stops the sending, in the form's order, by step. */
  issues: { applicant: AnswerIssue[]; form: AnswerIssue[] };
  /** Papers demanded and not there. */
  missing: Material[];
  isReadBack: boolean;
  needsConsent: boolean;
  hasConsent: boolean;
  needsSignature: boolean;
  hasSignature: boolean;
};

/** Everything that stands between the draft and its sending. */
export function judge(intake: Intake): Judgement {
  const { draft, matter, isDemo } = intake;
  const issues = validateAnswers(
    matter,
    normaliseAnswers(matter, draft.answers),
    { today: today(), demo: isDemo },
  ).filter(isBlocking);
  const open = new Set(openFields(intake).map(({ id }) => id));
  const inScope = issues.filter(({ path }) => open.has(fieldOf(path)));
  const applicantIds = new Set(
    formSections(matter).applicantFields.map(({ id }) => id),
  );
  const isApplicants = ({ path }: AnswerIssue) =>
    applicantIds.has(fieldOf(path));
  const needsSignature = hasFormChanged(intake);
  return {
    issues: {
      applicant: inScope.filter(isApplicants),
      form: inScope.filter((issue) => !isApplicants(issue)),
    },
    missing: [
      ...demandedPapers(intake).filter(({ id }) => !hasPaper(intake, id)),
      ...begunOnly(intake),
    ],
    isReadBack: draft.consents.includes('readBack'),
    needsConsent: needsSignature && sensitiveLabels(intake).length > 0,
    hasConsent: draft.consents.includes('sensitiveData'),
    needsSignature,
    hasSignature: draft.signature !== null,
  };
}

/** Papers that must be there: the matter's, or those a correction names. */
export function demandedPapers(intake: Intake): Material[] {
  const items = correctionItems(intake);
  if (items === undefined) {
    return requiredPapers(intake.matter).asked.filter(isHandedIn);
  }
  return namedPapers(intake).filter(isHandedIn);
}

/** Not demanded, but begun: it would be left out without a word. */
function begunOnly(intake: Intake): Material[] {
  const { draft, matter } = intake;
  const demanded = new Set(demandedPapers(intake).map(({ id }) => id));
  return matter.materials.filter(
    ({ id }) =>
      !demanded.has(id) &&
      draft.papers.some((paper) => paper.paperId === id && !isThere(paper)),
  );
}

/** Papers that a correction names, in the catalogue's order. */
export function namedPapers(intake: Intake): Material[] {
  const named = new Set(
    (correctionItems(intake) ?? [])
      .filter(({ target }) => target === 'paper')
      .map(({ about }) => about),
  );
  return intake.matter.materials.filter(({ id }) => named.has(id));
}

/** A generated paper is made from the answers; nobody brings it. */
export const isHandedIn = ({ source }: Material) => source !== 'generated';

export function hasPaper({ draft }: Intake, paperId: string): boolean {
  return draft.papers.some(
    (paper) => paper.paperId === paperId && isThere(paper),
  );
}

/** Labels of the sensitive fields that are answered: what the consent is about. */
export function sensitiveLabels({ draft, matter }: Intake): string[] {
  return matter.fields
    .filter(({ id, pi }) => pi === 'sensitive' && id in draft.answers)
    .map(({ label }) => label);
}

/** A table's issue `members.0.idNo` belongs to the field `members`. */
export const fieldOf = (path: string) => path.split('.')[0] ?? path;

/** The element that a paper's row is found by. */
export const paperElementId = (paperId: string) => `paper-${paperId}`;

/**
 * The judgement as an error summary for check page (`withSigning` false) and
 * sign page: links in page order, each with the sentence that stands beside.
 */
export function summarise(
  intake: Intake,
  judgement: Judgement,
  { withSigning }: { withSigning: boolean },
): SummarisedError[] {
  const { draft, matter } = intake;
  const isCorrection = draft.purpose.kind === 'answerCorrection';
  const stepPath = (step: Step, query: string) =>
    `${paths.step(draft.draftId, isCorrection ? 'form' : step)}?${query}`;
  const errors: SummarisedError[] = [];
  for (const step of ['applicant', 'form'] as const) {
    for (const issue of judgement.issues[step]) {
      const field = matter.fields.find(({ id }) => id === fieldOf(issue.path));
      if (field === undefined) continue;
      errors.push({
        elementId: inputId(field.id),
        message: answerIssueSentence(issue, field),
        href: stepPath(step, `from=check&field=${field.id}`),
      });
    }
  }
  for (const { id, name } of judgement.missing) {
    errors.push({
      elementId: paperElementId(id),
      message: missingSentence(intake, { id, name }),
      href: stepPath('materials', `from=check&paper=${id}`),
    });
  }
  if (!withSigning) return errors;
  if (!judgement.isReadBack) {
    errors.push({
      elementId: inputId('readBack'),
      message: checkText.readOutMissing,
      href: `${paths.step(draft.draftId, 'check')}?field=readBack`,
    });
  }
  if (judgement.needsConsent && !judgement.hasConsent) {
    errors.push({
      elementId: inputId('sensitiveData'),
      message: signText.consentMissing,
    });
  }
  if (judgement.needsSignature && !judgement.hasSignature) {
    errors.push({ elementId: 'signature-pad', message: signText.empty });
  }
  return [...errors, ...promiseErrors(intake)];
}
