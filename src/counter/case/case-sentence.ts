import type { CaseView } from '../../device/device-api.ts';
import type { DueDay } from '../../domain/cases/event.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { dayInSentence, momentInSentence, size } from '../../text/common.ts';
import { caseText, frameText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { statusSentences } from '../../text/status.ts';

/** The sentence under a case's word, filled from its state. */
export function caseSentence(view: CaseView): string {
  const { state, display, materials } = view;
  const reason = state.reason ?? caseText.unknownReason;
  switch (display) {
    case 'draft':
      return statusSentences.draft({ time: momentInSentence(view.takenInAt) });
    case 'waitingSignature':
      return statusSentences.waitingSignature({ missing: 1 });
    case 'saved':
      return statusSentences.saved();
    case 'sending':
      return statusSentences.sending({
        left:
          view.arrivedAt === null
            ? null
            : { photos: materials.left, size: size(materials.leftBytes) },
      });
    case 'delivered':
      return statusSentences.delivered({
        time: momentInSentence(view.arrivedAt ?? view.takenInAt),
      });
    case 'received':
      return statusSentences.received({
        noticeBy: dueDay(dueNow(view, 'notice') ?? view.noticeBy),
      });
    case 'accepted':
      return acceptedSentence(view);
    case 'acceptedWithDeficiency': {
      const gaps = owedPapers(view);
      const [first] = gaps.map(({ dueOn }) => dueOn).sort();
      // What came is on its way: there is nothing left to bring.
      if (first === undefined) return acceptedSentence(view);
      return statusSentences.acceptedWithDeficiency({
        material: frameText.list(gaps.map(({ name }) => name)),
        dueOn: dayInSentence(first),
      });
    }
    case 'correcting':
      return statusSentences.correcting({
        items: state.correction?.items.length ?? 0,
        dueOn: dueDay(state.correction?.dueOn ?? null),
      });
    case 'inDepartment':
      return caseText.inDepartment(dueDay(dueNow(view, 'promise')));
    case 'publicNotice':
      return statusSentences.publicNotice({
        until: dueDay(state.special?.until ?? null),
      });
    case 'paused':
      return statusSentences.paused({
        reason: state.special?.procedure ?? caseText.unknownReason,
      });
    case 'awaitingPickup':
      return statusSentences.awaitingPickup({
        result: state.result?.name ?? caseText.result,
        place: state.result?.pickup ?? caseText.department,
      });
    case 'concluded':
      return statusSentences.concluded({
        on: dayInSentence(state.endedAt ?? view.takenInAt),
        result: state.result?.name ?? '',
      });
    case 'rejected':
      return statusSentences.rejected({ reason, period: caseText.period });
    case 'notAccepted':
      return statusSentences.notAccepted({
        reason,
        authority: state.authority ?? caseText.department,
      });
    case 'withdrawn':
      return statusSentences.withdrawn({
        on: dayInSentence(state.endedAt ?? view.takenInAt),
        reason,
      });
    case 'needsAttention':
      return statusSentences.needsAttention({
        reason:
          view.trouble === null
            ? caseText.unknownReason
            : errorSentence(view.trouble.code),
      });
    case 'held':
      return statusSentences.held();
    case 'unconfirmed':
      return statusSentences.unconfirmed();
    default:
      return unreachable(display);
  }
}

function acceptedSentence(view: CaseView): string {
  const { state, takenInAt } = view;
  return statusSentences.accepted({
    acceptedOn: dayInSentence(state.acceptedAt ?? takenInAt),
    promisedBy: dueDay(dueNow(view, 'promise')),
  });
}

/** As it is counted now; without a calendar here, as it was said then. */
function dueNow(
  { deadlines, state }: CaseView,
  rule: 'notice' | 'promise',
): DueDay | null {
  const deadline = deadlines?.[rule] ?? null;
  if (deadline !== null) return deadline.due;
  return rule === 'notice' ? state.noticeBy : state.promisedBy;
}

/** What was put off and has not come, as the receipt names it. */
function owedPapers({ papers, receipt }: CaseView) {
  const owed = new Set(
    papers.flatMap(({ how, paperId }) => (how === 'deficiency' ? paperId : [])),
  );
  return receipt.papers.flatMap(({ paperId, name, dueOn }) =>
    dueOn !== null && owed.has(paperId) ? [{ name, dueOn }] : [],
  );
}

/** 「12月9日」, with 「（暂定）」 beyond the published calendar. */
export function dueDay(due: DueDay | null): string {
  if (due === null) return caseText.period;
  const day = dayInSentence(due.date);
  return due.provisional ? day + caseText.provisional : day;
}
