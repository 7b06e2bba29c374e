// Whom the clerk has chosen, and what of him was put into which draft. In the page's
// memory alone: the draft keeps the answers, and how they came there is for him who
// looks at them now.
import { computed, signal } from '@preact/signals';
import type { FactSource, ResidentView } from '../../device/device-api.ts';
import type { Answer, Answers } from '../../domain/cases/answers.ts';
import { fillsOf, type Facts } from '../../domain/people/person.ts';
import { residentsText } from '../../text/residents.ts';
import { deviceState } from '../device.ts';
import { now } from '../frame/clock.ts';
import { changeAnswer, openDraft } from '../intake/draft-saver.ts';
import { dayOf } from '../intake/examine.ts';
import type { Intake } from '../intake/intake.ts';
import { putAnswer } from '../intake/put-answer.ts';

/** What is known of somebody, each with where it comes from. */
export type Known = Pick<ResidentView, 'name' | 'served'> & {
  person: Facts;
  sources: Readonly<Partial<Record<string, FactSource>>>;
};

type Filled = {
  draftId: string;
  role: string;
  view: Known;
  /** By field. */
  fills: ReadonlyMap<string, { value: Answer; source: string }>;
  before: Answers;
};

/** Of the open draft, by role. */
const filled = signal<readonly Filled[]>([]);
let next: { draftId: string; view: ResidentView } | undefined;

// What one clerk has looked at is gone with him.
computed(() => deviceState.value?.clerk?.id).subscribe(() => {
  filled.value = [];
  next = undefined;
});

/** The draft that was begun just now is his. */
export function comesNext(draftId: string, view: ResidentView): void {
  next = { draftId, view };
}

/** Whose that draft is, once; nobody's any more. */
export function takeNext(draftId: string): ResidentView | undefined {
  if (next?.draftId !== draftId) return undefined;
  const { view } = next;
  next = undefined;
  return view;
}

/** Puts all that is known of somebody in that role into the draft, while it is open. */
export function fillIn(intake: Intake, role: string, view: Known): void {
  const { matter, draft } = intake;
  const { draftId } = draft;
  if (openDraft.value?.draftId !== draftId) return;
  const before = openDraft.value.answers;
  const fills = fillsOf(matter, role, {
    person: view.person,
    today: dayOf(intake),
  });
  for (const { fieldId, value } of fills) putAnswer(intake, fieldId, value);
  const made = fills.map(
    ({ fieldId, value, from }) =>
      [fieldId, { value, source: sourceText(view, from) }] as const,
  );
  filled.value = [
    ...filled.value.filter(
      (each) => each.draftId === draftId && each.role !== role,
    ),
    { draftId, role, view, fills: new Map(made), before },
  ];
}

export function filledIn(draftId: string, role: string): Filled | undefined {
  return filled.value.find(
    (each) => each.draftId === draftId && each.role === role,
  );
}

/** As it was before; what was typed over it since stays. */
export function undoFill({ fills, before, ...of }: Filled): void {
  const answers = openDraft.value?.answers ?? {};
  for (const [fieldId, { value }] of fills)
    if (isSame(answers[fieldId], value)) changeAnswer(fieldId, before[fieldId]);
  filled.value = filled.value.filter((each) => each.view !== of.view);
}

/** Where the answer of a field comes from, as long as nobody has changed it. */
export function sourceOfField(
  draftId: string,
  fieldId: string,
  answer: Answer | undefined,
): string | undefined {
  for (const each of filled.value) {
    const fill = each.fills.get(fieldId);
    if (each.draftId === draftId && fill && isSame(answer, fill.value))
      return fill.source;
  }
  return undefined;
}

export function sourceText(
  view: Pick<Known, 'sources'>,
  attribute: string,
): string {
  const source = view.sources[attribute];
  const { list, filledFrom } = residentsText;
  if (source === undefined) return '';
  const name = source.kind === 'list' ? list : source.matterShort;
  return filledFrom(name, source.at, now.value);
}

const isSame = (one: Answer | undefined, other: Answer) =>
  JSON.stringify(one) === JSON.stringify(other);
