import { useState } from 'preact/hooks';
import { errorSentence } from '../../text/errors.ts';
import { thisDeviceText } from '../../text/this-device.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { update } from '../update.ts';
import { lookForUpdate } from './look-for-update.ts';

/** 自检 and 查新版本: each says what it has found. */
export function CheckUp() {
  const [doing, setDoing] = useState<'check' | 'update'>();
  const [said, setSaid] = useState<string>();
  const check = async () => {
    setDoing('check');
    const canPrint = typeof window.print === 'function';
    const checked = await device().health.check({ canPrint });
    setDoing(undefined);
    if (!checked.ok) setSaid(errorSentence(checked.code));
    else
      setSaid(
        checked.value.failed.length === 0
          ? thisDeviceText.selfCheckPassed
          : thisDeviceText.selfCheckFailed(checked.value.failed),
      );
  };
  const look = async () => {
    setDoing('update');
    const found = await lookForUpdate();
    setDoing(undefined);
    // What waits already has its own notice and button.
    if (update.value !== 'none') setSaid(undefined);
    else
      setSaid(
        {
          found: thisDeviceText.downloading,
          none: thisDeviceText.newest,
          noNetwork: thisDeviceText.needsNetwork,
        }[found],
      );
  };
  return (
    <>
      <div class="buttons">
        <Button
          busy={doing === 'check' ? thisDeviceText.checking : undefined}
          onPress={() => void check()}
        >
          {thisDeviceText.check}
        </Button>
        <Button
          busy={doing === 'update' ? thisDeviceText.looking : undefined}
          onPress={() => void look()}
        >
          {thisDeviceText.lookForUpdate}
        </Button>
      </div>
      {said !== undefined && (
        <Notice tone="neutral" icon="box-check" announced="polite">
          <p>{said}</p>
        </Notice>
      )}
    </>
  );
}
