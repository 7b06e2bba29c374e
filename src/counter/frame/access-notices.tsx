import { clerksText } from '../../text/clerks.ts';
import { homeText, unlockText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { deviceState } from '../device.ts';
import { paths } from './navigation.ts';

/** Why stored cases cannot be seen now, in the place where they would stand. */
export function AccessNotices() {
  const access = deviceState.value?.access;
  if (access === undefined) return null;
  return (
    <>
      {access.isForked && (
        <Notice tone="bad" icon="octagon">
          <p>{unlockText.forked}</p>
          <div class="buttons">
            <Button href={paths.clerks}>{unlockText.enrolAgain}</Button>
          </div>
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
