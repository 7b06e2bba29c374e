import { frameText } from '../../text/counter.ts';
import { moreText } from '../../text/more.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { TextSize } from '../../ui/text-size/text-size.tsx';
import { device, useWatch } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { lockNow } from '../auto-lock.ts';
import { UpdateNotice } from '../update-notice.tsx';

/** The size of text, the ways to the rarer pages, the lock, and what was lately removed. */
export function MorePage() {
  return (
    <Screen title={frameText.more} nav textSize="none">
      <section class="stack-tight">
        <h2>{moreText.textSize}</h2>
        <div class="spread">
          <p>{moreText.textSizeExample}</p>
          <TextSize />
        </div>
      </section>
      <ul class="rows rows-lead">
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
          <a href={paths.thisDevice}>
            <span>{moreText.thisDevice}</span>
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
