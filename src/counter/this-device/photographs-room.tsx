import { useState } from 'preact/hooks';
import type { Releasable, StorageView } from '../../device/device-api.ts';
import { errorSentence } from '../../text/errors.ts';
import { thisDeviceText } from '../../text/this-device.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, useRead } from '../device.ts';

const NOTHING: Releasable = { materials: 0, bytes: 0 };

/** The room for photographs by our own count, and what may be let go of. */
export function PhotographsRoom({ view }: { view: StorageView }) {
  const [releases, setReleases] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  const found = useRead((device) => device.storage.releasable(), [releases]);
  const { bytes } = found?.ok === true ? found.value : NOTHING;
  const release = async () => {
    setBusy(true);
    const gone = await device().storage.release();
    setBusy(false);
    setReleases(releases + 1);
    setSaid(
      gone.ok
        ? thisDeviceText.released(gone.value.bytes, gone.value.materials)
        : errorSentence(gone.code),
    );
  };
  const { state, unsent, limitBytes } = view;
  return (
    <section class="card stack-tight">
      <h2>
        {thisDeviceText.photographs}{' '}
        {thisDeviceText.used(unsent.bytes, limitBytes)}{' '}
        {state !== 'ok' && (
          <span class={`tag tone-${state === 'low' ? 'wait' : 'bad'}`}>
            <Icon name="triangle" />
            {thisDeviceText.state[state]}
          </span>
        )}
      </h2>
      <progress
        class="room"
        max={limitBytes}
        value={Math.min(unsent.bytes, limitBytes)}
        aria-label={thisDeviceText.photographs}
      />
      {bytes > 0 && (
        <Button
          kind="primary"
          busy={isBusy ? thisDeviceText.releasing : undefined}
          onPress={() => void release()}
        >
          {thisDeviceText.release(bytes)}
        </Button>
      )}
      <p class="hint">
        {bytes > 0
          ? thisDeviceText.keepsUnsent
          : thisDeviceText.nothingToRelease}
      </p>
      {said !== undefined && (
        <Notice tone="info" icon="box-check" announced="polite">
          <p>{said}</p>
        </Notice>
      )}
    </section>
  );
}
