import { useEffect, useState } from 'preact/hooks';
import { errorSentence } from '../../text/errors.ts';
import { residentsText } from '../../text/residents.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { device, useCase } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import type { Intake } from '../intake/intake.ts';
import { ToldHere } from '../visit/told-here.tsx';
import { fillIn, filledIn, takeNext, undoFill } from './chosen-resident.ts';
import { ResidentSearch, useFound, Who } from './resident-search.tsx';

type ChooseResidentProps = { intake: Intake; role: string; label: string };

/** A known resident for one role of a new draft, and what he brought with him. */
export function ChooseResident({ intake, role, label }: ChooseResidentProps) {
  const { draft, matter } = intake;
  const filled = filledIn(draft.draftId, role);
  const everybody = useFound('');
  const [failure, setFailure] = useState<string>();
  const isFirst =
    draft.purpose.kind === 'submit' && draft.purpose.repairs === undefined;
  useEffect(() => {
    if (!isFirst || role !== matter.counterRole) return;
    const view = takeNext(draft.draftId);
    if (view !== undefined) fillIn(intake, role, view);
  }, [draft.draftId]);
  const choose = async (id: string) => {
    const read = await device().residents.open(id);
    setFailure(read.ok ? undefined : errorSentence(read.code));
    if (read.ok) fillIn(intake, role, read.value);
  };
  if (!isFirst) return null;
  if (filled !== undefined) {
    const { view, fills } = filled;
    return (
      <>
        <Notice tone="info" icon="check" announced="polite">
          <p>{residentsText.filled(view.name, fills.size)}</p>
          <Button kind="plain" onPress={() => undoFill(filled)}>
            {residentsText.undo}
          </Button>
        </Notice>
        {view.served
          .filter(({ matterShort }) => matterShort === matter.short)
          .map(({ caseId, matterShort }) => (
            <OpenCase
              key={caseId}
              caseId={caseId}
              says={residentsText.openCase(view.name, matterShort)}
            />
          ))}
      </>
    );
  }
  const number = matter.fields.find(
    ({ prefill }) => prefill === `${role}.idNo`,
  );
  const isKnown = number !== undefined && number.id in draft.answers;
  const told = draft.visitId !== null && <ToldHere {...{ intake, role }} />;
  if (isKnown || everybody?.ok !== true || everybody.value.all === 0)
    return <>{told}</>;
  return (
    <>
      {told}
      <ResidentSearch
        label={label}
        showsAll={false}
        row={(line) => (
          <li key={line.id}>
            <button type="button" onClick={() => void choose(line.id)}>
              <span class="row-main">
                <Who line={line} />
              </span>
            </button>
          </li>
        )}
      />
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
    </>
  );
}

/** A case of the same matter that has not ended: perhaps this one is not needed. */
function OpenCase({ caseId, says }: { caseId: string; says: string }) {
  const found = useCase(caseId);
  if (!found || found.state.endedAt !== null) return null;
  return (
    <Notice tone="wait" icon="clock">
      <p>
        {says} <StatusTag status={found.display} />
      </p>
      <Button href={paths.case(found.caseId)}>{residentsText.seeCase}</Button>
    </Notice>
  );
}
