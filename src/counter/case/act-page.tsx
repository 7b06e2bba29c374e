import type { CaseView, StepWords } from '../../device/device-api.ts';
import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { isContactField } from '../../domain/rules/contact-fields.ts';
import { examineForm } from '../../domain/rules/examine-form.ts';
import { isUnanswered } from '../../domain/rules/is-unanswered.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { actText } from '../../text/case-acts.ts';
import { frameText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { device, deviceState, useCase, useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { WordsForm } from '../outbox/words-form.tsx';

type ActPageProps = { caseId: string; act: string };

/** The result given to whom it belongs, or another telephone or address. */
export function ActPage({ caseId, act }: ActPageProps) {
  const view = useCase(caseId);
  const fields = useContactFields(act === 'contact' ? view : undefined);
  if (view === undefined) return <OpeningPage />;
  const back = view === null ? paths.cases : paths.case(caseId);
  if (view === null || (act !== 'contact' && act !== 'deliver'))
    return (
      <Screen
        title={view === null ? frameText.caseGone : frameText.notFound}
        back={back}
      >
        {null}
      </Screen>
    );
  const form = {
    subject: `${view.matterShort} · ${view.applicantName}`,
    back,
    view,
    onSend: (said: StepWords) => actBy(view, said),
  };
  if (act === 'deliver')
    return (
      <WordsForm
        {...form}
        {...actText.confirmDelivery}
        said={{ kind: 'confirmDelivery', receivedBy: view.applicantName }}
      />
    );
  if (fields === undefined) return <OpeningPage />;
  const { title } = actText.updateContact;
  if (!fields.ok)
    return (
      <Screen title={title} back={back}>
        <p>{errorSentence(fields.code)}</p>
      </Screen>
    );
  const answers = Object.fromEntries(
    Object.entries(view.answers).filter(([id]) =>
      fields.value.some((field) => field.id === id),
    ),
  );
  return (
    <WordsForm
      {...form}
      {...actText.updateContact}
      fields={fields.value}
      said={{ kind: 'updateContact', answers }}
    />
  );
}

function actBy(
  { caseId, answers }: CaseView,
  said: StepWords,
): Promise<Outcome<unknown>> {
  const { cases } = device();
  if (said.kind === 'confirmDelivery')
    return cases.act(caseId, { ...said, signature: null });
  if (said.kind !== 'updateContact')
    return Promise.resolve({ ok: false, code: 'notAllowedNow' });
  const changed = Object.entries(said.answers).filter(
    ([id, answer]) =>
      !isUnanswered(answer) &&
      JSON.stringify(answer) !== JSON.stringify(answers[id]),
  );
  return changed.length === 0
    ? Promise.resolve({ ok: true, value: null })
    : cases.act(caseId, { ...said, answers: Object.fromEntries(changed) });
}

/** Undefined until they are there; the matter may be of a version that is gone. */
function useContactFields(
  view: CaseView | null | undefined,
): Outcome<Field[]> | undefined {
  const { matterCode = '', catalogueVersion = '' } = view ?? {};
  return useRead<Outcome<Field[]> | undefined>(
    async ({ catalogue }) => {
      if (!view) return undefined;
      const matter = await catalogue.matter(matterCode, catalogueVersion);
      if (!matter.ok) return matter;
      const calendar = await catalogue.calendar(catalogueVersion);
      if (!calendar.ok) return calendar;
      return {
        ok: true,
        value: contactFields(view, matter.value, calendar.value),
      };
    },
    [matterCode, catalogueVersion],
  );
}

/** All that is asked of this applicant, whether it was given or not. */
function contactFields(
  { answers, intakeOn }: CaseView,
  matter: Matter,
  calendar: WorkCalendar,
): Field[] {
  const demo = deviceState.value?.catalogue?.demo ?? false;
  const { ruling } = examineForm(matter, answers, {
    today: intakeOn,
    calendar,
    demo,
  });
  return matter.fields.filter(
    ({ id }) => ruling.shown.has(id) && isContactField(matter, id),
  );
}
