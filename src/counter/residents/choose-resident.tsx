import { useEffect } from 'preact/hooks';
import type { ResidentView } from '../../device/device-api.ts';
import { residentsText } from '../../text/residents.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { device, useCase } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import type { Intake } from '../intake/intake.ts';
import { fillIn, filledIn, takeNext, undoFill } from './chosen-resident.ts';
import { ResidentSearch, useFound, Who } from './resident-search.tsx';

type ChooseResidentProps = { intake: Intake; role: string; label: string };

/** A known resident for one role of a new draft, and what he brought with him. */
export function ChooseResident({ intake, role, label }: ChooseResidentProps) {
  const { draft, matter } = intake;
  const filled = filledIn(draft.draftId, role);
  const everybody = useFound('');
  useEffect(() => {
    const view = role === matter.counterRole ? takeNext() : undefined;
    if (view !== undefined) fillIn(intake, role, view);
  }, []);
  const choose = async (id: string) => {
    const read = await device().residents.open(id);
    if (read.ok) fillIn(intake, role, read.value);
  };
  if (draft.purpose.kind !== 'submit' || draft.purpose.repairs !== undefined)
    return null;
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
        <OpenCase view={view} intake={intake} />
      </>
    );
  }
  const number = matter.fields.find(
    ({ prefill }) => prefill === `${role}.idNo`,
  );
  const isKnown = number !== undefined && number.id in draft.answers;
  if (isKnown || everybody?.ok !== true || everybody.value.all === 0)
    return null;
  return (
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
  );
}

/** A case of the same matter that has not ended: perhaps this one is not needed. */
function OpenCase({ view, intake }: { view: ResidentView; intake: Intake }) {
  const { short } = intake.matter;
  const last = view.served.find(({ matterShort }) => matterShort === short);
  const found = useCase(last?.caseId ?? '');
  if (!found || found.state.endedAt !== null) return null;
  return (
    <Notice tone="wait" icon="clock">
      <p>
        {residentsText.openCase(view.name, short)}{' '}
        <StatusTag status={found.display} />
      </p>
      <Button href={paths.case(found.caseId)}>{residentsText.seeCase}</Button>
    </Notice>
  );
}
