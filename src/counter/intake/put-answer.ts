import type { Answer } from '../../domain/cases/answers.ts';
import { decidedChoices } from '../../domain/rules/decided-choices.ts';
import { changeAnswer, openDraft } from './draft-saver.ts';
import { dayOf, examine, openFields } from './examine.ts';
import type { Intake } from './intake.ts';

/**
 * Puts one answer in, and with it the choices that it decides (an age band, by the
 * identity number). One that somebody has put right stays as it is.
 */
export function putAnswer(
  intake: Intake,
  fieldId: string,
  value: Answer | undefined,
): void {
  const before = decidedIn(present(intake));
  changeAnswer(fieldId, value);
  const now = present(intake);
  const after = decidedIn(now);
  for (const { id } of openFields(now)) {
    const answer = now.draft.answers[id];
    const isOurs = answer === undefined || answer === before.get(id);
    if (id !== fieldId && isOurs && before.get(id) !== after.get(id))
      changeAnswer(id, after.get(id));
  }
}

/** With all that was typed since the page was drawn. */
const present = (intake: Intake): Intake => ({
  ...intake,
  draft: openDraft.value ?? intake.draft,
});

const decidedIn = (intake: Intake) =>
  decidedChoices(intake.matter.fields, examine(intake).ruling.answers, {
    today: dayOf(intake),
    calendar: intake.calendar,
  });
