import type { CaseView, StepWords } from '../../device/device-api.ts';
import { isContactField } from '../../domain/rules/contact-fields.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { actText } from '../../text/case-acts.ts';
import { device, useCase } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { useMatterOf } from '../outbox/use-matter-of.ts';
import { WordsForm } from '../outbox/words-form.tsx';

type ActPageProps = { caseId: string; act: string };

/** The result given to whom it belongs, or another telephone or address. */
export function ActPage({ caseId, act }: ActPageProps) {
  const view = useCase(caseId);
  const matter = useMatterOf(view);
  if (!view || matter === undefined) return <OpeningPage />;
  const kind = act === 'contact' ? 'updateContact' : 'confirmDelivery';
  const words = actText[kind];
  return (
    <WordsForm
      {...words}
      subject={`${view.matterShort} · ${view.applicantName}`}
      back={paths.case(caseId)}
      view={view}
      said={wordsOf(kind, view, matter)}
      onSend={(said) => actBy(view, said)}
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
    ([id, answer]) => JSON.stringify(answer) !== JSON.stringify(answers[id]),
  );
  return changed.length === 0
    ? Promise.resolve({ ok: true, value: null })
    : cases.act(caseId, { ...said, answers: Object.fromEntries(changed) });
}

/** What stands there at first: the applicant fetches it himself; how he is reached now. */
function wordsOf(
  kind: 'updateContact' | 'confirmDelivery',
  { applicantName, answers }: CaseView,
  matter: Matter,
): StepWords {
  if (kind === 'confirmDelivery') return { kind, receivedBy: applicantName };
  const contact = Object.entries(answers).filter(([id]) =>
    isContactField(matter, id),
  );
  return { kind, answers: Object.fromEntries(contact) };
}
