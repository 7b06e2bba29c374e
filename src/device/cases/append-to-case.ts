// One more operation on a case that is here. The transition table is asked first,
// about the case as the clerk sees it: what the county has said, with this
// device's own unsent work on top.
import type { Moment } from '../../domain/cases/operation.ts';
import { isAllowedNow } from '../../domain/cases/allowed-now.ts';
import type { CaseAct, CaseStatus } from '../../domain/cases/transitions.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { moment, type OpenContext } from '../device-context.ts';
import type { OpenDraft } from '../drafts/save-draft.ts';
import { failed } from '../outcome.ts';
import { withOperation } from './case-content.ts';
import { findCase, type OpenCase } from './find-case.ts';
import {
  storeOperation,
  type CaseOperation,
  type Submitted,
} from './store-operation.ts';

export type FollowUp = Exclude<CaseOperation, { kind: 'submit' }>;

export type Appended = {
  caseId: string;
  kind: FollowUp['kind'];
  /** The operation, made for the case as it is found; asked again when it moved. */
  make: (found: OpenCase, at: Moment) => Outcome<FollowUp>;
  draft: OpenDraft | null;
  /** The operation in the tray whose place it takes. */
  replaces: string | null;
  /** Pages of the case that were lost here and that it makes good. */
  retired?: (found: OpenCase) => Promise<string[]>;
};

/** Stores it; resolves when it is on the disk. */
export async function appendToCase(
  context: OpenContext,
  given: Appended,
): Promise<Outcome<Submitted>> {
  for (;;) {
    const appended = await tryOnce(context, given);
    if (appended !== 'moved') return appended;
  }
}

async function tryOnce(
  context: OpenContext,
  { caseId, kind, make, draft, replaces, retired }: Appended,
): Promise<Outcome<Submitted> | 'moved'> {
  const found = await findCase(context, caseId);
  if (found === undefined) return failed('caseNotFound');
  // The county takes an answer in after the lapse as well, and says if it counts.
  const isLate = kind === 'answerCorrection' && found.state.lapsed;
  if (!isLate && !mayAct(found, kind)) return failed('notAllowedNow');
  const at = await moment(context);
  const made = make(found, at);
  if (!made.ok) return made;
  const operationId = context.ports.newId();
  const later = { operationId, operation: made.value, at: at.wallTime };
  const lost = [
    ...(found.content.retired ?? []),
    ...((await retired?.(found)) ?? []),
  ];
  return storeOperation(context, {
    operationId,
    operation: made.value,
    caseId,
    before: found,
    contentWith: () =>
      Promise.resolve({
        ...withOperation(found.content, later, replaces),
        ...(lost.length > 0 && { retired: lost }),
      }),
    draft,
    replaces,
    dueOn: found.state.correction?.dueOn.date,
  });
}

/** Whether that may be done to it as it stands here. */
export function mayAct(found: OpenCase, act: CaseAct): boolean {
  return isAllowedNow({ ...found.state, status: statusForActs(found) }, act);
}

/**
 * A case that the county has taken in and of which no event was pulled yet is
 * received, though the screen does not say so before the county does.
 */
function statusForActs({ state, content, operations }: OpenCase): CaseStatus {
  if (state.status !== 'none') return state.status;
  const submit = operations.find(({ id }) => id === content.operationId);
  return submit === undefined || submit.result === 'applied'
    ? 'received'
    : 'none';
}

/** Operations of the case that have no effect, or none yet. */
export function withoutEffect({ operations }: OpenCase): Set<string> {
  return new Set(
    operations
      .filter(({ result }) => result === 'held' || result === 'refused')
      .map(({ id }) => id),
  );
}
