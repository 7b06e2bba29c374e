import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { unlockText } from '../../text/counter.ts';
import { moreText } from '../../text/more.ts';
import { thisDeviceText } from '../../text/this-device.ts';
import { handoverText } from '../../text/handover.ts';
import { exportText } from '../../text/stick.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import {
  deviceState,
  outbox,
  storage,
  sync,
  useRead,
  useWatch,
} from '../device.ts';
import { now } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { appVersion } from '../more/version.ts';
import { PhotographsChoice } from '../outbox/photographs-choice.tsx';
import { isStorageKept, StorageStep } from '../set-up/storage-step.tsx';
import { update } from '../update.ts';
import { UpdateNotice } from '../update-notice.tsx';
import { CheckUp } from './check-up.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { PhotographsRoom } from './photographs-room.tsx';
import { judgeDevice } from './verdict.ts';
import './this-device.css';

/** 设备: one verdict on top, then what it was judged from, and what can be done. */
export function ThisDevicePage() {
  const state = deviceState.value;
  const box = outbox.value;
  const link = sync.value;
  const room = storage.value;
  const health = useWatch((device) => device.health.watch).value;
  const isKept = useRead(isStorageKept, [room?.persistence]);
  if (
    state === undefined ||
    box === undefined ||
    link === undefined ||
    room === undefined ||
    health === undefined ||
    isKept === undefined
  )
    return <OpeningPage />;
  const { unsent } = box;
  const { selfCheck } = health;
  const verdict = judgeDevice({
    isRevoked: link.deviceRevoked || state.access.device !== 'active',
    isDataLost: link.lost.length > 0,
    storage: room,
    failedChecks: selfCheck?.failed ?? [],
    refused: box.attention.length,
    damaged: box.damaged.length,
    unsent: unsent.cases,
    lastContactAt: link.lastContactAt,
    now: now.value,
    isBound: state.bound,
    isPersisted: isKept,
    clockAheadMs: link.clockAheadMs,
    isUpdateWaiting: update.value !== 'none',
  });
  const { station, catalogue } = state;
  return (
    <Screen title={thisDeviceText.title} back={paths.more}>
      <Notice
        tone={verdict.tone}
        icon={verdict.tone === 'ok' ? 'check' : 'triangle'}
      >
        <p>{verdict.sentence}</p>
        {verdict.at !== undefined && (
          <p>
            <a href={paths[verdict.at]}>{moreText[verdict.at]}</a>
          </p>
        )}
      </Notice>
      <PhotographsRoom view={room} />
      <dl class="pairs">
        <dt>{thisDeviceText.textRoom}</dt>
        <dd>
          {room.hasTextRoom
            ? thisDeviceText.textRoomKept
            : thisDeviceText.textRoomUsed}
        </dd>
        <dt>{thisDeviceText.unsent}</dt>
        <dd>
          <a href={paths.send}>
            {thisDeviceText.unsentCount(unsent.cases, unsent.materials)}
          </a>
        </dd>
        <dt>{thisDeviceText.lastContact}</dt>
        <dd>
          {link.lastContactAt === null
            ? thisDeviceText.never
            : moment(link.lastContactAt)}
        </dd>
        <dt>{thisDeviceText.persistence}</dt>
        <dd>
          {isKept ? thisDeviceText.persisted : thisDeviceText.notPersisted}
        </dd>
        <dt>{thisDeviceText.recovery}</dt>
        <dd>
          {health.isRecoverable
            ? thisDeviceText.recoverable
            : thisDeviceText.notRecoverable}
        </dd>
        <dt>{thisDeviceText.selfCheck}</dt>
        <dd>
          {selfCheck === null
            ? thisDeviceText.selfCheckNever
            : moment(selfCheck.at)}
        </dd>
        <dt>{thisDeviceText.version}</dt>
        <dd>{appVersion}</dd>
        <dt>{thisDeviceText.handbook}</dt>
        <dd>
          {catalogue === null
            ? thisDeviceText.handbookMissing
            : thisDeviceText.handbookVersion(catalogue.version)}
        </dd>
        <dt>{thisDeviceText.clock}</dt>
        <dd>
          {link.clockAheadMs === null
            ? thisDeviceText.clockUnknown
            : thisDeviceText.clockAhead(link.clockAheadMs)}
        </dd>
        <dt>{thisDeviceText.bound}</dt>
        <dd>
          {state.bound ? thisDeviceText.boundYes : thisDeviceText.boundNo}
        </dd>
        {station !== null && (
          <>
            <dt>{thisDeviceText.station}</dt>
            <dd class="keep-words">
              {unlockText.station(
                station.townName,
                station.villageName ?? station.name,
                station.deviceNumber,
              )}
            </dd>
          </>
        )}
        <dt>{thisDeviceText.clerks}</dt>
        <dd>
          {state.clerks.map(({ id, name }) => (
            <div key={id}>{name}</div>
          ))}
        </dd>
      </dl>
      {!isKept && <StorageStep />}
      <section class="stack-tight">
        <h2>{thisDeviceText.budget}</h2>
        <PhotographsChoice view={link.photographs} waiting={unsent.materials} />
      </section>
      <UpdateNotice />
      <CheckUp />
      <Diagnostics />
      <div class="buttons">
        <Button href={paths.export}>{exportText.open}</Button>
        <Button href={paths.handover}>{handoverText.title}</Button>
        <Button href={paths.clerks}>{thisDeviceText.changeSecret}</Button>
      </div>
      <p class="hint">{thisDeviceText.stopping}</p>
    </Screen>
  );
}

function moment(instant: string): string {
  return chinaDate(instant) === chinaDate(now.value)
    ? thisDeviceText.today(instant)
    : thisDeviceText.onDay(instant);
}
