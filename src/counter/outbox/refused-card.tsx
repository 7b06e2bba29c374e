import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { CaseView, OutboxRow } from '../../device/device-api.ts';
import { attentionText, frameText } from '../../text/counter.ts';
import { sendText } from '../../text/send.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { FieldView } from '../../ui/field/field.tsx';
import { device, useCase } from '../device.ts';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import {
  CallTownship,
  CardHead,
  cardName,
  ForTechnicians,
} from './card-parts.tsx';
import { refusedPlaces, type RefusedPlace } from './refused-places.ts';
import { stepToMend } from './step-to-mend.ts';
import { useMatterOf } from './use-matter-of.ts';

type RefusedCardProps = {
  row: OutboxRow;
  /** Its way out is the page's first act. */
  isFirst: boolean;
  /** What has been done, for the page to say: the card itself is gone by then. */
  onSaid: (sentence: string) => void;
};

/** One refused operation: why, where, and the ways out, of which none loses it. */
export function RefusedCard({ row, isFirst, onSaid }: RefusedCardProps) {
  const { code, caseId, kind } = row;
  const view = useCase(caseId ?? '');
  const matter = useMatterOf(view);
  const places =
    matter === undefined || view === undefined || view === null
      ? []
      : refusedPlaces(row.paths, {
          matter,
          papers: view.papers,
        });
  return (
    <li class="card stack-tight">
      <CardHead row={row} status="needsAttention" />
      <p>
        {kind === 'submit'
          ? attentionText.notTaken
          : attentionText.notTakenStep(sendText.kinds[kind] ?? '')}
      </p>
      {isFollower(row) ? (
        <p>
          {row.remedy === 'afterPrevious'
            ? attentionText.afterPrevious
            : attentionText.followed}
        </p>
      ) : (
        code !== null && <p>{attentionText.reason(errorSentence(code))}</p>
      )}
      {row.reason !== null && <p>{attentionText.countySays(row.reason)}</p>}
      {places.length > 0 && (
        <p>
          {attentionText.where(
            frameText.list(places.map(({ label }) => label)),
          )}
        </p>
      )}
      {view !== undefined &&
        view !== null &&
        places.map((place) => (
          <Disagreement key={place.label} place={place} view={view} />
        ))}
      <p>{attentionText.kept}</p>
      <Remedies {...{ row, isFirst, onSaid, places }} />
      <div class="buttons">
        <CallTownship />
        {caseId !== null && (
          <>
            <Button href={paths.case(caseId)}>{attentionText.openCase}</Button>
            <Button
              kind="danger"
              href={paths.withdraw(caseId, row.operationId)}
            >
              {kind === 'submit'
                ? attentionText.takeBackCase
                : attentionText.takeBackStep}
            </Button>
          </>
        )}
      </div>
      <ForTechnicians row={row} />
    </li>
  );
}

/** It was refused with the one before it, whose code it carries. */
function isFollower({ remedy, code, paths }: OutboxRow): boolean {
  if (remedy === 'afterPrevious') return true;
  const isOfContent = code === 'invalid' || code === 'tooLarge';
  return remedy === 'sendAgain' && isOfContent && paths.length === 0;
}

/** What was filled in beside what the catalogue offers. */
function Disagreement(props: { place: RefusedPlace; view: CaseView }) {
  const { place, view } = props;
  const { field } = place;
  const value = field === undefined ? undefined : view.answers[field.id];
  if (field === undefined || value === undefined) return null;
  return (
    <dl class="pairs">
      <dt>{attentionText.filled(place.label)}</dt>
      <dd>
        <FieldView field={field} value={value} today={today()} />
      </dd>
      {field.options !== undefined && (
        <>
          <dt>{attentionText.offered}</dt>
          <dd>{frameText.list(field.options)}</dd>
        </>
      )}
    </dl>
  );
}

type RemediesProps = RefusedCardProps & { places: readonly RefusedPlace[] };

function Remedies({ row, isFirst, onSaid, places }: RemediesProps) {
  const { route } = useLocation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { remedy, operationId, kind } = row;
  if (remedy === 'afterPrevious') return null;
  const repair = async () => {
    const begun = await device().outbox.repair(operationId);
    if (begun.ok) route(stepToMend(begun.value, kind, places));
    else setFailure(errorSentence(begun.code));
  };
  const sendAgain = async () => {
    setBusy(true);
    const sent = await device().outbox.sendAgain(operationId);
    setBusy(false);
    if (sent.ok) onSaid(attentionText.sentAgain(cardName(row)));
    else setFailure(errorSentence(sent.code));
  };
  const isDrafted =
    kind === 'submit' || kind === 'answerCorrection' || kind === 'supplement';
  return (
    <>
      {failure !== undefined && (
        <p class="tick-error" role="alert">
          {failure}
        </p>
      )}
      <div class="buttons">
        {(remedy === 'sendAgain' || !isDrafted) && (
          <Button
            kind={isFirst && remedy === 'sendAgain' ? 'primary' : 'secondary'}
            busy={isBusy ? attentionText.sendingAgain : undefined}
            onPress={() => void sendAgain()}
          >
            {attentionText.sendAgain}
          </Button>
        )}
        {isStep(kind) && (
          <Button
            kind={isFirst && remedy === 'edit' ? 'primary' : 'secondary'}
            href={paths.mendStep(operationId)}
          >
            {attentionText.repair}
          </Button>
        )}
        {isDrafted && (
          <Button
            kind={isFirst && remedy === 'edit' ? 'primary' : 'secondary'}
            onPress={() => void repair()}
          >
            {attentionText.repair}
          </Button>
        )}
      </div>
    </>
  );
}

/** It has a form of its own to be put right in, and no draft. */
function isStep(kind: string): boolean {
  return (
    kind === 'withdraw' ||
    kind === 'confirmDelivery' ||
    kind === 'updateContact' ||
    kind === 'rate'
  );
}
