// 改好再发 for the steps that no draft holds: what is in words is put right, what
// was signed and photographed stays with it. The mended operation takes the place
// of the refused one.
import { unreachable } from '../../domain/unreachable.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { StepWords } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { findRefused } from '../drafts/begin-repair.ts';
import { done, failed } from '../outcome.ts';
import { checkContact, isLevel } from './act-on-case.ts';
import { appendToCase, type FollowUp } from './append-to-case.ts';

/**
 * What a refused step said, to be put right. A rating is told without level and
 * comment: it is the applicant's own, and no clerk may read it.
 */
export async function readStep(
  context: OpenContext,
  operationId: string,
  isShown: (caseId: string) => boolean,
): Promise<Outcome<StepWords>> {
  const refused = await findRefused(context, operationId);
  if (!refused.ok) return refused;
  const { found, operation } = refused.value;
  if (!isShown(found.row.caseId)) return failed('leaseEnded');
  switch (operation.kind) {
    case 'withdraw':
      return done({ kind: 'withdraw', reason: operation.reason });
    case 'confirmDelivery':
      return done({
        kind: 'confirmDelivery',
        receivedBy: operation.receivedBy,
      });
    case 'updateContact':
      return done({ kind: 'updateContact', answers: operation.answers });
    case 'rate':
      return done({ kind: 'rate', level: 0, comment: '' });
    case 'submit':
    case 'supplement':
    case 'answerCorrection':
    case 'journal':
      return failed('notAllowedNow');
    default:
      return unreachable(operation);
  }
}

/** Resolves when it is on the disk. `answersInvalid`, `reasonMissing`. */
export async function mendStep(
  context: OpenContext,
  operationId: string,
  words: StepWords,
): Promise<Outcome<null>> {
  const refused = await findRefused(context, operationId);
  if (!refused.ok) return refused;
  const { found, operation } = refused.value;
  const mended = await mend(context, refused.value, words);
  if (!mended.ok) return mended;
  const stored = await appendToCase(context, {
    caseId: found.row.caseId,
    kind: mended.value.kind,
    make: () => done({ ...mended.value, madeAt: operation.madeAt }),
    draft: null,
    replaces: operationId,
  });
  return stored.ok ? done(null) : stored;
}

async function mend(
  context: OpenContext,
  {
    found,
    operation,
  }: Extract<Awaited<ReturnType<typeof findRefused>>, { ok: true }>['value'],
  words: StepWords,
): Promise<Outcome<FollowUp>> {
  switch (words.kind) {
    case 'withdraw': {
      if (operation.kind !== 'withdraw') return failed('notAllowedNow');
      const reason = words.reason.trim();
      return reason === ''
        ? failed('reasonMissing')
        : done({ ...operation, reason });
    }
    case 'confirmDelivery': {
      if (operation.kind !== 'confirmDelivery') return failed('notAllowedNow');
      const receivedBy = words.receivedBy.trim();
      const { applicantName } = found.content;
      // It is the same person's; what was wrong is how he was written.
      const renamed = () =>
        operation.signatures.map((signature) =>
          signature.name === operation.receivedBy
            ? {
                ...signature,
                by:
                  receivedBy === applicantName
                    ? ('applicant' as const)
                    : ('agent' as const),
                name: receivedBy,
              }
            : signature,
        );
      return receivedBy === ''
        ? failed('answersInvalid')
        : done({ ...operation, receivedBy, signatures: renamed() });
    }
    case 'updateContact': {
      if (operation.kind !== 'updateContact') return failed('notAllowedNow');
      const answers = await checkContact(context, found, words.answers);
      return answers.ok
        ? done({ ...operation, answers: answers.value })
        : answers;
    }
    case 'rate':
      if (operation.kind !== 'rate') return failed('notAllowedNow');
      return isLevel(words.level)
        ? done({
            ...operation,
            level: words.level,
            comment: words.comment.trim(),
          })
        : failed('answersInvalid');
    default:
      return unreachable(words);
  }
}
