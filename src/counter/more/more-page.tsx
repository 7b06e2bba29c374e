import { useEffect, useState } from 'preact/hooks';
import { frameText, unlockText } from '../../text/counter.ts';
import { moreText } from '../../text/more.ts';
import { common } from '../../text/common.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { TextSize } from '../../ui/text-size/text-size.tsx';
import { device, deviceState, useWatch } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { lockNow } from '../auto-lock.ts';
import { isStorageKept } from '../set-up/storage-step.tsx';
import { UpdateNotice } from '../update-notice.tsx';
import { appVersion } from './version.ts';

/** The device, the size of text, the lock, and what was lately removed. */
export function MorePage() {
  const state = deviceState.value;
  const [isKept, setKept] = useState<boolean>();
  useEffect(() => {
    void isStorageKept().then(setKept);
  }, []);
  const station = state?.station ?? null;
  const catalogue = state?.catalogue ?? null;
  return (
    <Screen title={frameText.more} nav textSize="none">
      <section class="stack-tight">
        <h2>{moreText.textSize}</h2>
        <div class="spread">
          <p>{moreText.textSizeExample}</p>
          <TextSize />
        </div>
      </section>
      <ul class="rows">
        <li>
          <a href={paths.send}>
            <span>{moreText.send}</span>
            <Icon name="chevron" />
          </a>
        </li>
        <li>
          <a href={paths.attention}>
            <span>{moreText.attention}</span>
            <Icon name="chevron" />
          </a>
        </li>
        <li>
          <a href={paths.clerks}>
            <span>{moreText.clerks}</span>
            <Icon name="chevron" />
          </a>
        </li>
        <li>
          <button type="button" onClick={() => void lockNow()}>
            <span class="row">
              <Icon name="lock" />
              {moreText.lock}
            </span>
          </button>
        </li>
      </ul>
      <UpdateNotice />
      <section class="card stack-tight">
        <h2>{moreText.device}</h2>
        <dl class="pairs">
          {station !== null && (
            <>
              <dt>{moreText.station}</dt>
              <dd class="keep-words">
                {unlockText.station(
                  station.townName,
                  station.villageName ?? station.name,
                  station.deviceNumber,
                )}
              </dd>
            </>
          )}
          <dt>{moreText.clerk}</dt>
          <dd>{state?.clerk?.name}</dd>
          <dt>{moreText.bound}</dt>
          <dd>
            {state?.bound === true ? moreText.boundYes : moreText.boundNo}
          </dd>
          <dt>{moreText.storage}</dt>
          <dd>{isKept === true ? moreText.storageYes : moreText.storageNo}</dd>
          <dt>{moreText.catalogue}</dt>
          <dd>
            {catalogue === null
              ? common.nothing
              : moreText.catalogueVersion(catalogue.version)}
            {catalogue?.isDraft === true && ` · ${common.draftCatalogue}`}
          </dd>
          <dt>{moreText.version}</dt>
          <dd>{appVersion}</dd>
        </dl>
      </section>
      <RemovedDrafts />
    </Screen>
  );
}

/** Drafts deleted in the last seven days; each may be taken back. */
function RemovedDrafts() {
  const drafts = useWatch((device) => device.drafts.watch).value ?? [];
  const removed = drafts.filter(({ removedAt }) => removedAt !== null);
  return (
    <section class="stack-tight">
      <h2>{moreText.removedDrafts}</h2>
      <p class="hint">
        {removed.length === 0 ? moreText.removedNone : moreText.removedKept}
      </p>
      {removed.length > 0 && (
        <ul class="rows">
          {removed.map(({ draftId, matterShort, applicantName }) => (
            <li key={draftId}>
              <button
                type="button"
                onClick={() => void device().drafts.restore(draftId)}
              >
                <span>
                  {applicantName ?? ''} {matterShort}
                </span>
                <span>{moreText.restore}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
