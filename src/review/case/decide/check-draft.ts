// From what was written to what is sent: either a decision, or every sentence
// about what is missing, in page order.
import { unreachable } from '../../../domain/unreachable.ts';
import type { CaseDetail, Decision } from '../../../protocol/review.ts';
import { isOfficeAct } from '../../../text/office-acts.ts';
import { decisionText } from '../../../text/review.ts';
import type { SummarisedError } from '../../../ui/error-summary/error-summary.tsx';
import type { Subject } from '../correction-subjects.ts';
import type {
  DecisionDraft,
  DecisionForm,
  DraftItem,
} from '../decision-draft.ts';

import { checkOffice, standingForm } from './check-office.ts';

export type Checked =
  { ok: true; decision: Decision } | { ok: false; errors: SummarisedError[] };

/** Bounds of the wire (protocol/review.ts, domain/cases/event.ts). */
const REASON = { least: 10, most: 500 } as const;
const ITEM_REASON_MOST = 300;
const TEXT_MOST = 500;
const SHORT_MOST = 200;

export const decisionIds = {
  add: 'decide-add',
  item: (key: number, part: 'about' | 'reason' | 'fix') =>
    `decide-item-${key}-${part}`,
  reason: 'decide-reason',
  authority: 'decide-authority',
  result: 'decide-result',
  window: 'decide-window',
  place: 'decide-place',
  note: 'decide-note',
  remedy: 'decide-remedy',
} as const;

type Check = { id: string; text: string; most: number };

type Context = {
  detail: CaseDetail;
  /** Of who decides. */
  audiences: readonly string[];
  subjects: readonly Subject[];
};

export function checkDraft(
  form: DecisionForm,
  draft: DecisionDraft,
  context: Context,
): Checked {
  const { subjects } = context;
  const { version } = context.detail.row;
  if (form === 'answerJointly') return checkAnswer(draft, context);
  if (isOfficeAct(form))
    return checkOffice(form, { ...context, fields: draft.fields });
  switch (form) {
    case 'accept':
      return { ok: true, decision: { act: 'accept', version } };
    case 'requestCorrection':
      return checkCorrection(draft, version, subjects);
    case 'refuse': {
      const { act, reason, authority } = draft.refusal;
      const errors = [
        ...checkReason(reason, decisionText.refuse.reasonShort),
        ...(act === 'referElsewhere' && authority.trim() === ''
          ? [error(decisionIds.authority, decisionText.refuse.authorityMissing)]
          : []),
        ...tooLong({
          id: decisionIds.authority,
          text: authority,
          most: SHORT_MOST,
        }),
      ];
      return answer(errors, {
        act,
        version,
        reason: reason.trim(),
        authority: authority.trim(),
      });
    }
    case 'conclude': {
      const { result, handOver, window, place, note } = draft.conclusion;
      const hasPickup = handOver === 'pickup';
      const errors = [
        ...(result.trim() === ''
          ? [error(decisionIds.result, decisionText.conclude.resultMissing)]
          : tooLong({
              id: decisionIds.result,
              text: result,
              most: SHORT_MOST,
            })),
        ...(hasPickup && place.trim() === ''
          ? [error(decisionIds.place, decisionText.conclude.placeMissing)]
          : tooLong({ id: decisionIds.place, text: place, most: SHORT_MOST })),
        ...tooLong({ id: decisionIds.note, text: note, most: TEXT_MOST }),
      ];
      return answer(errors, {
        act: 'conclude',
        version,
        result: result.trim(),
        pickup: hasPickup ? place.trim() : null,
        note: note.trim(),
        ...(hasPickup && window !== '' && { window }),
      });
    }
    case 'reject': {
      const { reason, remedy } = draft.rejection;
      const errors = [
        ...checkReason(reason, decisionText.reject.reasonShort),
        ...(remedy.trim() === ''
          ? [error(decisionIds.remedy, decisionText.reject.remedyMissing)]
          : tooLong({ id: decisionIds.remedy, text: remedy, most: TEXT_MOST })),
      ];
      return answer(errors, {
        act: 'reject',
        version,
        reason: reason.trim(),
        remedy: remedy.trim(),
      });
    }
    default:
      return unreachable(form);
  }
}

/** An office that wants something put right says what, for the one notice. */
function checkAnswer(draft: DecisionDraft, context: Context): Checked {
  const { fields } = draft;
  const said = checkOffice('answerJointly', { ...context, fields });
  if (!wantsCorrection(draft, context)) return said;
  const { version } = context.detail.row;
  const asked = checkCorrection(draft, version, context.subjects);
  if (!said.ok || !asked.ok)
    return answerErrors([
      ...(said.ok ? [] : said.errors),
      ...(asked.ok ? [] : asked.errors),
    ]);
  const { decision } = asked;
  return said.decision.act === 'answerJointly' &&
    decision.act === 'requestCorrection'
    ? { ok: true, decision: { ...said.decision, items: decision.items } }
    : said;
}

/** Whether the opinion chosen is that something must be put right first. */
export function wantsCorrection(
  { fields }: Pick<DecisionDraft, 'fields'>,
  context: Omit<Context, 'subjects'>,
): boolean {
  const form = standingForm('answerJointly', { ...context, fields });
  return form.read('opinion') === 'correction';
}

function checkCorrection(
  { items, workdays }: DecisionDraft,
  version: number,
  subjects: readonly Subject[],
): Checked {
  if (items.length === 0) {
    return answerErrors([error(decisionIds.add, decisionText.correction.none)]);
  }
  const errors = items.flatMap((item, index) =>
    checkItem(item, index + 1, { items, subjects }),
  );
  return answer(errors, {
    act: 'requestCorrection',
    version,
    workdays,
    items: items.flatMap(({ about, reason, fix }) => {
      const subject = subjects.find((each) => each.about === about);
      return subject === undefined
        ? []
        : [
            {
              about: subject.id,
              target: subject.target,
              reason: reason.trim(),
              fix: fix.trim(),
            },
          ];
    }),
  });
}

function checkItem(
  item: DraftItem,
  n: number,
  context: { items: readonly DraftItem[]; subjects: readonly Subject[] },
): SummarisedError[] {
  const words = decisionText.correction;
  const { key, about, reason, fix } = item;
  const subject = context.subjects.find((each) => each.about === about);
  const first = context.items.find((each) => each.about === about);
  const ids = {
    about: decisionIds.item(key, 'about'),
    reason: decisionIds.item(key, 'reason'),
    fix: decisionIds.item(key, 'fix'),
  };
  return [
    ...(subject === undefined
      ? [error(ids.about, words.noAbout(n))]
      : first !== item
        ? [error(ids.about, words.twice(subject.name))]
        : []),
    ...(reason.trim() === ''
      ? [error(ids.reason, words.noReason(n))]
      : tooLong({ id: ids.reason, text: reason, most: ITEM_REASON_MOST })),
    ...(fix.trim() === ''
      ? [error(ids.fix, words.noFix(n))]
      : tooLong({ id: ids.fix, text: fix, most: TEXT_MOST })),
  ];
}

function checkReason(
  reason: string,
  sentence: (left: number) => string,
): SummarisedError[] {
  const length = reason.trim().length;
  return length < REASON.least
    ? [error(decisionIds.reason, sentence(REASON.least - length))]
    : tooLong({ id: decisionIds.reason, text: reason, most: REASON.most });
}

function tooLong({ id, text, most }: Check): SummarisedError[] {
  const over = text.trim().length - most;
  return over > 0 ? [error(id, decisionText.tooLong(over))] : [];
}

function error(elementId: string, message: string): SummarisedError {
  return { elementId, message };
}

function answer(errors: SummarisedError[], decision: Decision): Checked {
  return errors.length === 0 ? { ok: true, decision } : answerErrors(errors);
}

function answerErrors(errors: SummarisedError[]): Checked {
  return { ok: false, errors };
}
