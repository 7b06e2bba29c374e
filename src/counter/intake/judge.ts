import { checkConsentId } from '../../domain/cases/consent.ts';
import type {
  EligibilityCheck,
  Material,
} from '../../domain/catalogue/form-schema.ts';
import {
  fieldOf,
  isBlocking,
  type AnswerIssue,
} from '../../domain/rules/answer-issue.ts';
import { checkPlace } from '../../domain/rules/check-place.ts';
import { formSections } from '../../domain/rules/form-sections.ts';
import { checksText, checkText, signText } from '../../text/intake.ts';
import { issueSentence } from '../../text/issue-sentence.ts';
import type { SummarisedError } from '../../ui/error-summary/error-summary.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import { paths } from '../frame/navigation.ts';
import { examine } from './examine.ts';
import { correctionItems, hasFormChanged, type Intake } from './intake.ts';
import { isThere, missingSentence } from './paper-state.ts';
import { promiseErrors } from './promises.ts';
import { signatureErrors } from './signatures.ts';

export type Step = 'applicant' | 'form' | 'materials' | 'check' | 'sign';

export type Judgement = {
  /** What stops the sending, in the form's order, by step. */
  issues: { applicant: AnswerIssue[]; form: AnswerIssue[] };
  /** Checks that forbid the sending, by the step where their answers stand. */
  stops: { applicant: EligibilityCheck[]; form: EligibilityCheck[] };
  /** Checks that want a yes, and those of them that have none. */
  doubts: EligibilityCheck[];
  unconfirmed: EligibilityCheck[];
  /** Papers demanded and not there. */
  missing: Material[];
  isReadBack: boolean;
  needsConsent: boolean;
  hasConsent: boolean;
  needsSignature: boolean;
};

/** Everything that stands between the draft and its sending. */
export function judge(intake: Intake): Judgement {
  const { draft, matter } = intake;
  const { issues, change } = examine(intake);
  const inScope = change?.issues ?? issues.filter(isBlocking);
  const applicantIds = new Set(
    formSections(matter).applicantFields.map(({ id }) => id),
  );
  const isApplicants = ({ path }: AnswerIssue) =>
    applicantIds.has(fieldOf(path));
  const stops = firingChecks(intake, 'block');
  const isStopApplicants = (check: EligibilityCheck) =>
    applicantIds.has(checkPlace(matter, check)?.id ?? '');
  const doubts = firingChecks(intake, 'warn');
  const needsSignature = hasFormChanged(intake);
  return {
    issues: {
      applicant: inScope.filter(isApplicants),
      form: inScope.filter((issue) => !isApplicants(issue)),
    },
    stops: {
      applicant: stops.filter(isStopApplicants),
      form: stops.filter((check) => !isStopApplicants(check)),
    },
    doubts,
    unconfirmed: doubts.filter(
      ({ id }) => !draft.consents.includes(checkConsentId(id)),
    ),
    missing: [
      ...demandedPapers(intake).filter(
        ({ id }) =>
          !hasPaper(intake, id) && draft.standIns?.includes(id) !== true,
      ),
      ...begunOnly(intake),
    ],
    isReadBack: draft.consents.includes('readBack'),
    needsConsent: needsSignature && sensitiveLabels(intake).length > 0,
    hasConsent: draft.consents.includes('sensitiveData'),
    needsSignature,
  };
}

/**
 * Checks that fire, of one level. A correction is about those alone that it makes
 * true, and none of them forbids it: the township asked, and is told.
 */
export function firingChecks(
  intake: Intake,
  level: EligibilityCheck['level'],
): EligibilityCheck[] {
  const { ruling, change } = examine(intake);
  if (change === null)
    return ruling.checks.filter((check) => check.level === level);
  return change.checks.filter((check) =>
    level === 'warn'
      ? check.level !== 'info'
      : check.level === level && level !== 'block',
  );
}

/** Papers that must be there: what the rules ask for, or what a correction names. */
export function demandedPapers(intake: Intake): Material[] {
  const { ruling, change } = examine(intake);
  return (change === null ? ruling.papers.asked : namedPapers(intake)).filter(
    isHandedIn,
  );
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

/** Papers that a correction names or brings on, in the catalogue's order. */
export function namedPapers(intake: Intake): Material[] {
  const { change } = examine(intake);
  const named = new Set(
    (correctionItems(intake) ?? [])
      .filter(({ target }) => target === 'paper')
      .map(({ about }) => about),
  );
  const present = new Set(intake.sent?.papers.map(({ paperId }) => paperId));
  return intake.matter.materials.filter(
    (paper) =>
      named.has(paper.id) ||
      (change?.papers.includes(paper) === true &&
        isHandedIn(paper) &&
        !present.has(paper.id)),
  );
}

/** A generated paper is made from the answers; nobody brings it. */
export const isHandedIn = ({ source }: Material) => source !== 'generated';

export function hasPaper({ draft }: Intake, paperId: string): boolean {
  return draft.papers.some(
    (paper) => paper.paperId === paperId && isThere(paper),
  );
}

/** Labels of the sensitive fields that are sent: what the consent is about. */
export function sensitiveLabels(intake: Intake): string[] {
  const { answers } = examine(intake).ruling;
  return intake.matter.fields
    .filter(({ id, pi }) => pi === 'sensitive' && id in answers)
    .map(({ label }) => label);
}

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
        elementId: inputId(issue.path),
        message: issueSentence(issue, field),
        href: stepPath(step, `from=check&field=${issue.path}`),
      });
    }
    for (const check of judgement.stops[step]) {
      const place = checkPlace(matter, check)?.id ?? '';
      errors.push({
        elementId: inputId(place),
        message: check.message,
        href: stepPath(step, `from=check&field=${place}`),
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
  for (const { id, message } of judgement.unconfirmed) {
    errors.push({
      elementId: inputId(checkConsentId(id)),
      message: checksText.unconfirmed(message),
      href: `${paths.step(draft.draftId, 'check')}?field=${checkConsentId(id)}`,
    });
  }
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
  if (judgement.needsSignature) errors.push(...signatureErrors(draft));
  return [...errors, ...promiseErrors(intake)];
}
