import { clerksText } from '../../text/clerks.ts';
import { homeText, unlockText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { deviceState } from '../device.ts';

/** Why stored cases cannot be seen now, in the place where they would stand. */
export function AccessNotices() {
  const access = deviceState.value?.access;
  if (access === undefined) return null;
  return (
    <>
      {access.isForked && (
        <Notice tone="bad" icon="octagon">
          <p>{unlockText.forked}</p>
        </Notice>
      )}
      {access.leaseEnded && (
        <Notice tone="wait" icon="lock" title={homeText.leaseEnded}>
          <p>{errorSentence('leaseEnded')}</p>
        </Notice>
      )}
      {access.unreadable > 0 && (
        <Notice tone="neutral" icon="clock">
          <p>{clerksText.unreadable(access.unreadable)}</p>
        </Notice>
      )}
    </>
  );
}
