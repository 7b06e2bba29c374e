import { useEffect, useState } from 'preact/hooks';
import {
  deviceListSchema,
  personsOnDeviceSchema,
  type DeviceRow,
} from '../../protocol/review-trust.ts';
import { worklistText } from '../../text/review.ts';
import { devicesText as words } from '../../text/review-trust.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';
import { useProved } from '../sign-in/use-proved.tsx';
import { silentDays, sortBySilence } from './silence.ts';
import { TicketForm } from './ticket-form.tsx';
import './devices.css';
import { GridTable } from '../grid-table.tsx';

type State = DeviceRow['state'];
type Wish = { device: DeviceRow; state: State };

/** Every device of one's reach, the one that has been silent longest first. */
export function DevicesPage() {
  const { client, signIns, staff } = useReview();
  const [rows, setRows] = useState<readonly DeviceRow[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const proved = useProved({
    lead: words.proveLead,
    cancelLabel: words.proveCancel,
  });
  const now = Date.now();
  const load = async () => {
    const answer = await client.json(
      '/api/v1/review/devices',
      deviceListSchema,
    );
    setFailure(answer.ok ? null : answer);
    if (answer.ok) setRows(sortBySilence(answer.value.rows));
  };
  useEffect(() => void load(), [signIns.value]);
  const set = ({ device, state }: Wish) => {
    setWish(null);
    let said = '';
    proved.run({
      act: async () => {
        const answer = await client.json(
          `/api/v1/review/devices/${device.deviceId}/state`,
          personsOnDeviceSchema,
          { method: 'POST', body: { state } },
        );
        if (answer.ok) {
          const { persons, numbers } = answer.value;
          said = words.done(words.acts[state], persons, numbers.length);
        }
        return answer;
      },
      onDone: () => {
        setDone(said);
        void load();
      },
    });
  };
  const days = (rows ?? []).map((row) => silentDays(row, now));
  const isCounty = staff.value?.role === 'administrator';
  const shownFailure = failure ?? proved.failure;
  return (
    <ConsoleFrame title={words.title} page="devices">
      <div class="spread">
        <p>{words.lead}</p>
        <Button onPress={() => void load()}>{worklistText.refresh}</Button>
      </div>
      {rows !== null && rows.length > 0 && (
        <p>
          {words.counts(
            days.filter((each) => each >= 3).length,
            days.filter((each) => each === 2).length,
            days.filter((each) => each < 2).length,
          )}
        </p>
      )}
      {done !== null && (
        <Notice tone="ok" icon="check" announced="polite">
          <p>{done}</p>
        </Notice>
      )}
      {shownFailure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(shownFailure)}</p>
        </Notice>
      )}
      {rows !== null && rows.length === 0 && (
        <p class="worklist-empty">{words.empty}</p>
      )}
      {rows !== null && rows.length > 0 && (
        <GridTable
          label={words.title}
          columns={Object.values(words.columns)}
          className="grid-wide devices-table"
        >
          {rows.map((row) => (
            <Row
              key={row.deviceId}
              row={row}
              now={now}
              isCounty={isCounty}
              onWish={setWish}
            />
          ))}
        </GridTable>
      )}
      {isCounty && <TicketForm />}
      {wish !== null && (
        <Dialog
          title={words.confirmTitle(
            words.acts[wish.state],
            `${wish.device.townName}${wish.device.stationName}`,
            words.device(wish.device.deviceNumber),
          )}
          confirmLabel={words.confirm[wish.state]}
          cancelLabel={words.notNow}
          dangerous={wish.state === 'revoked'}
          onConfirm={() => set(wish)}
          onCancel={() => setWish(null)}
        >
          <p>{words.asks[wish.state]}</p>
          {wish.device.unsent > 0 && wish.state !== 'active' && (
            <p>{words.unsentToo(wish.device.unsent)}</p>
          )}
        </Dialog>
      )}
      {proved.dialog}
    </ConsoleFrame>
  );
}

type RowProps = {
  row: DeviceRow;
  now: number;
  isCounty: boolean;
  onWish: (wish: Wish) => void;
};

function Row({ row, now, isCounty, onWish }: RowProps) {
  const { state, lastContactAt } = row;
  const silent = silentDays(row, now);
  const tone = silent >= 3 ? 'bad' : silent === 2 ? 'wait' : null;
  const device = words.device(row.deviceNumber);
  const station = words.station(row.stationName, row.townName, row.stationCode);
  const next: State[] = isCounty
    ? state === 'active'
      ? ['suspended', 'revoked']
      : ['active']
    : state === 'active'
      ? ['suspended']
      : [];
  return (
    <tr>
      <td class="nowrap">
        <span class={tone === null ? undefined : `due tone-${tone}`}>
          {tone === 'bad' && <Icon name="octagon" />}
          {tone === 'wait' && <Icon name="triangle" />}
          {lastContactAt === null ? words.never : words.contact(lastContactAt)}
          {tone !== null && lastContactAt !== null && (
            <span>{words.silent(silent)}</span>
          )}
        </span>
      </td>
      <th scope="row">{station}</th>
      <td class="nowrap">{device}</td>
      <td>{row.clerkNames.join(' ')}</td>
      <td class="nowrap">{words.unsent(row.unsent)}</td>
      <td class="nowrap">{words.states[state]}</td>
      <td>
        <div class="row devices-acts">
          {next.map((each) => (
            <Button
              key={each}
              kind={each === 'revoked' ? 'danger' : 'secondary'}
              label={words.actFor(words.acts[each], `${station} ${device}`)}
              onPress={() => onWish({ device: row, state: each })}
            >
              {words.acts[each]}
            </Button>
          ))}
        </div>
      </td>
    </tr>
  );
}
