import { useState } from 'preact/hooks';
import type { OutboxRow } from '../../device/device-api.ts';
import { momentInSentence, dayInSentence } from '../../text/common.ts';
import { attentionText } from '../../text/counter.ts';
import { sendText } from '../../text/send.ts';
import { errorSentence } from '../../text/errors.ts';
import { exportText } from '../../text/stick.ts';
import { stripInFull, stripLeft } from '../../text/strip.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState, outbox, sync } from '../device.ts';
import { ExportPrompt } from '../export/export-prompt.tsx';
import { ReplyButton } from '../export/reply-button.tsx';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { UpdateNotice } from '../update-notice.tsx';
import { DamagedCases } from './damaged-cases.tsx';
import { OutboxRowLine } from './outbox-row.tsx';
import { PhotographsChoice } from './photographs-choice.tsx';
import { SendBar } from './send-bar.tsx';
import './outbox.css';

/** Everything that holds about sending, in full: text and photographs apart. */
export function SendPage() {
  const box = outbox.value;
  const link = sync.value;
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  if (box === undefined || link === undefined) return <OpeningPage />;
  const { unsent, pending, settled, attention, held, damaged } = box;
  const isLocked = (deviceState.value?.clerk ?? null) === null;
  const sending = link.sending;

  const send = async () => {
    if (isBusy) return;
    setSaid(undefined);
    setBusy(true);
    try {
      await device().sync.now();
    } catch {
      // The round broke off on the device itself, a full storage above all; what
      // waits stays where it is and can be sent again.
      setSaid(errorSentence('storageFailed'));
      return;
    } finally {
      setBusy(false);
    }
    const after = sync.value?.link;
    if (after === 'offline' || after === 'unknown') {
      setSaid(sendText.offlineNow);
    } else if (after === 'portal') {
      setSaid(stripInFull.portal());
    }
  };
  const oldestFirst = [...pending].sort((a, b) =>
    a.madeAt < b.madeAt ? -1 : 1,
  );
  return (
    <Screen
      title={sendText.title}
      back={paths.home}
      primary={{
        label: sendText.now,
        busy: isBusy ? sendText.sending : undefined,
        onPress: () => void send(),
      }}
    >
      {isLocked && (
        <Notice tone="neutral" icon="lock">
          <p>{stripLeft.locked(unsent.cases)}</p>
          {box.acts > 0 && <p>{sendText.actsWait}</p>}
        </Notice>
      )}
      <p>
        {link.lastContactAt === null
          ? sendText.never
          : sendText.lastContact(momentInSentence(link.lastContactAt))}
      </p>
      {link.link === 'portal' && (
        <Notice tone="neutral" icon="pause">
          <p>{stripInFull.portal()}</p>
        </Notice>
      )}
      {link.lost.length > 0 && (
        <Notice tone="bad" icon="octagon">
          <p>{stripInFull.dataLost(link.lost)}</p>
        </Notice>
      )}
      {link.appTooOld && (
        <Notice tone="warn" icon="triangle">
          <p>{stripInFull.appTooOld()}</p>
        </Notice>
      )}
      {link.deviceRevoked && (
        <Notice tone="bad" icon="octagon">
          <p>{stripInFull.revoked(unsent.cases)}</p>
        </Notice>
      )}
      {said !== undefined && (
        <Notice tone="neutral" icon="box-check" announced="polite">
          <p>{said}</p>
        </Notice>
      )}
      <ExportPrompt />
      <section class="stack-tight">
        <SendBar
          label={sendText.text}
          left={sendText.textLeft(unsent.cases, unsent.operationBytes)}
          isDone={unsent.operations === 0}
          hasDelivered={link.allDeliveredAt !== null}
          sending={sending?.phase === 'text' ? sending : null}
        />
        <SendBar
          label={sendText.photographs}
          left={
            unsent.materials === 0
              ? attentionText.damagedTitle
              : sendText.photosLeft(unsent.materials, unsent.materialBytes)
          }
          isDone={unsent.materials === 0 && damaged.length === 0}
          hasDelivered={link.allDeliveredAt !== null}
          sending={sending?.phase === 'materials' ? sending : null}
        />
        <p class="hint">{sendText.resumes}</p>
        <PhotographsChoice view={link.photographs} waiting={unsent.materials} />
      </section>
      <section class="stack-tight">
        <h2>
          {sendText.unsent(unsent.operations)}{' '}
          {unsent.oldestMadeAt !== null && (
            <span class="hint">
              {sendText.oldest(dayInSentence(unsent.oldestMadeAt))}
            </span>
          )}
        </h2>
        {pending.length === 0 ? (
          <p class="hint">
            {link.allDeliveredAt === null || damaged.length > 0
              ? sendText.nothing
              : sendText.allDelivered(link.allDeliveredAt)}
          </p>
        ) : (
          <>
            <ul class="rows">
              {oldestFirst.map((row) => (
                <OutboxRowLine key={row.operationId} row={row} />
              ))}
            </ul>
            {unsent.operations > pending.length && (
              <p class="hint">
                {sendText.behind(unsent.operations - pending.length)}
              </p>
            )}
          </>
        )}
      </section>
      {!isLocked && damaged.length > 0 && <DamagedCases cases={damaged} />}
      {!isLocked && (
        <ul class="rows">
          <li>
            <a href={paths.attention}>
              <span>{sendText.attention(attention.length)}</span>
              <Icon name="chevron" />
            </a>
          </li>
          <li>
            <a href={`${paths.attention}?show=held`}>
              <span>{sendText.held(held.length)}</span>
              <Icon name="chevron" />
            </a>
          </li>
        </ul>
      )}
      {settled.length > 0 && <SettledRows rows={settled} />}
      <div class="buttons">
        <Button href={paths.export}>{exportText.open}</Button>
        <ReplyButton />
      </div>
      <UpdateNotice />
    </Screen>
  );
}

/** Drawn when they are looked at: during a sending they change all the time. */
function SettledRows({ rows }: { rows: readonly OutboxRow[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Icon name="chevron" />
        {sendText.settled(rows.length)}
      </summary>
      {isOpen && (
        <ul class="rows">
          {rows.map((row) => (
            <OutboxRowLine key={row.operationId} row={row} />
          ))}
        </ul>
      )}
    </details>
  );
}
