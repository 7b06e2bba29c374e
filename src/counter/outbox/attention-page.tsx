import { useLocation } from 'preact-iso';
import type { OutboxRow } from '../../device/device-api.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { dayInSentence } from '../../text/common.ts';
import { attentionText, frameText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { deviceState, outbox, useCase, useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';

/** What the county did not take, or took and has a person look at. */
export function AttentionPage() {
  const { query, route } = useLocation();
  const box = outbox.value;
  if (box === undefined) return <Opening />;
  const showsHeld = query['show'] === 'held';
  const rows = showsHeld ? box.held : box.attention;
  const title = showsHeld ? attentionText.heldTitle : attentionText.title;
  return (
    <Screen
      title={rows.length > 0 ? `${title} ${rows.length}` : title}
      back={paths.send}
    >
      <div class="buttons">
        <Button
          pressed={!showsHeld}
          onPress={() => route(paths.attention, true)}
        >
          {attentionText.title} {box.attention.length}
        </Button>
        <Button
          pressed={showsHeld}
          onPress={() => route(`${paths.attention}?show=held`, true)}
        >
          {attentionText.heldTitle} {box.held.length}
        </Button>
      </div>
      {rows.length === 0 && (
        <p class="hint">
          {showsHeld ? attentionText.heldNone : attentionText.none}
        </p>
      )}
      <ul class="plain-list stack">
        {rows.map((row) => (
          <Trouble key={row.operationId} row={row} isHeld={showsHeld} />
        ))}
      </ul>
    </Screen>
  );
}

function Trouble({ row, isHeld }: { row: OutboxRow; isHeld: boolean }) {
  const labels = useLabels(row);
  const station = deviceState.value?.station ?? null;
  const { applicantName, matterShort, code, caseId } = row;
  return (
    <li class="card stack-tight">
      <div class="spread">
        <h2>
          {[applicantName, matterShort]
            .filter((part) => part !== null)
            .join(' · ')}
        </h2>
        <StatusTag status={isHeld ? 'held' : 'needsAttention'} />
      </div>
      <p class="hint">{attentionText.takenIn(dayInSentence(row.madeAt))}</p>
      {!isHeld && <p>{attentionText.notTaken}</p>}
      {code !== null && <p>{attentionText.reason(errorSentence(code))}</p>}
      {labels.length > 0 && (
        <p>{attentionText.where(frameText.list(labels))}</p>
      )}
      <p>{isHeld ? attentionText.heldExplained : attentionText.kept}</p>
      {!isHeld && <p>{attentionText.repairLater}</p>}
      <div class="buttons">
        {station !== null && station.phone !== null && (
          <Button href={`tel:${station.phone}`}>
            {attentionText.call(station.phone)}
          </Button>
        )}
        {caseId !== null && (
          <Button href={paths.case(caseId)}>{attentionText.openCase}</Button>
        )}
      </div>
      {station !== null && station.phone === null && (
        <p>{attentionText.callNoPhone(station.townName)}</p>
      )}
      <details>
        <summary>
          <Icon name="chevron" />
          {attentionText.forTechnicians}
        </summary>
        <p class="hint">
          {code} {row.operationId}
        </p>
      </details>
    </li>
  );
}

/** Names of the fields that the county named, as the form has them. */
function useLabels(row: OutboxRow): string[] {
  const view = useCase(row.caseId ?? '');
  const matterCode = view?.matterCode;
  const matter = useRead(
    async (device) =>
      matterCode === undefined
        ? undefined
        : device.catalogue.matter(matterCode),
    [matterCode],
  );
  const fields: readonly Field[] =
    matter?.ok === true ? matter.value.fields : [];
  return row.paths.flatMap((path) => {
    const id = path.replace(/^answers\./, '').split('.')[0];
    const field = fields.find((each) => each.id === id);
    return field === undefined ? [] : [field.label];
  });
}
