import { errorSentence } from '../../text/errors.ts';
import { attentionText } from '../../text/counter.ts';
import { mendStepText } from '../../text/mend-step.ts';
import { sendText } from '../../text/send.ts';
import { device, outbox, useCase, useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { cardName } from './card-parts.tsx';
import { WordsForm } from './words-form.tsx';

/** Puts a refused step right in words; signatures and photographs stay with it. */
export function MendStepPage({ operationId }: { operationId: string }) {
  const box = outbox.value;
  const row = box?.attention.find((each) => each.operationId === operationId);
  const view = useCase(row?.caseId ?? '');
  const said = useRead(
    (device) => device.outbox.readStep(operationId),
    [operationId],
  );
  if (box === undefined || said === undefined || view === undefined)
    return <OpeningPage />;
  if (row === undefined || !said.ok || view === null)
    return (
      <Screen title={attentionText.title} back={paths.attention}>
        <p>{said.ok ? mendStepText.gone : errorSentence(said.code)}</p>
      </Screen>
    );
  return (
    <WordsForm
      title={mendStepText.title(sendText.kinds[row.kind] ?? '')}
      subject={cardName(row)}
      back={paths.attention}
      send={mendStepText.send}
      hint={
        said.value.kind === 'rate'
          ? mendStepText.levelHint
          : mendStepText.explained
      }
      view={view}
      said={said.value}
      onSend={(words) => device().outbox.mendStep(operationId, words)}
    >
      {row.code !== null && (
        <p>{attentionText.reason(errorSentence(row.code))}</p>
      )}
      {row.reason !== null && <p>{attentionText.countySays(row.reason)}</p>}
    </WordsForm>
  );
}
