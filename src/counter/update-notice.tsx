import { updateText } from '../text/station-device.ts';
import { Button } from '../ui/button/button.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import { acceptUpdate, update } from './update.ts';

/** A newer version waits: what it costs, and a button; nothing while there is none. */
export function UpdateNotice() {
  if (update.value === 'none') return null;
  return (
    <Notice tone="info" icon="clock">
      <p>{updateText.ready}</p>
      <Button
        busy={update.value === 'underWay' ? updateText.underWay : undefined}
        onPress={acceptUpdate}
      >
        {updateText.now}
      </Button>
    </Notice>
  );
}
