// What the matter's rules say of the open draft, asked once for each of its states
// however many parts of a page want to know.
import { computed } from '@preact/signals';
import { intakeDay } from '../../domain/cases/intake-day.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import {
  examineChange,
  type ExaminedChange,
} from '../../domain/rules/examine-change.ts';
import {
  examineForm,
  type Examination,
} from '../../domain/rules/examine-form.ts';
import { sync } from '../device.ts';
import { now } from '../frame/clock.ts';
import { correctionItems, type Intake } from './intake.ts';

type Examined = Examination & {
  /** What a correction changes; null in a draft that begins a case. */
  change: ExaminedChange | null;
};

let last: { of: readonly unknown[]; examined: Examined } | undefined;

export function examine(intake: Intake): Examined {
  const { draft, matter, calendar, isDemo, sent } = intake;
  const today = dayOf(intake);
  // What comes later has no answers of its own.
  const answers =
    draft.purpose.kind === 'supplement'
      ? (sent?.answers ?? draft.answers)
      : draft.answers;
  const of = [matter, answers, draft.purpose, sent, today, isDemo];
  if (last?.of.every((each, at) => each === of[at]) === true)
    return last.examined;
  const context = { today, calendar, demo: isDemo };
  const items = correctionItems(intake);
  const examined: Examined = {
    ...examineForm(matter, answers, context),
    change:
      items === undefined
        ? null
        : examineChange(
            matter,
            {
              before: sent?.answers ?? answers,
              after: answers,
            },
            { ...context, named: new Set(namedFields(intake)) },
          ),
  };
  last = { of, examined };
  return examined;
}

/** The day of intake: today, or that of the case the draft is about. */
export function dayOf({ sent }: Intake): string {
  return sent?.intakeOn ?? dayNow.value;
}

const dayNow = computed(() =>
  intakeDay({
    wallTime: now.value,
    lastHeardAt: sync.value?.lastContactAt ?? null,
  }),
);

function namedFields(intake: Intake): string[] {
  return (correctionItems(intake) ?? [])
    .filter(({ target }) => target === 'field')
    .map(({ about }) => about);
}

/**
 * The fields this draft may change and that are shown: all, or those a correction
 * names with those that its change brings on.
 */
export function openFields(intake: Intake): Field[] {
  const { ruling, change } = examine(intake);
  const named = new Set([
    ...namedFields(intake),
    ...(change === null ? [] : change.fields),
  ]);
  return intake.matter.fields.filter(
    ({ id }) => ruling.shown.has(id) && (change === null || named.has(id)),
  );
}
