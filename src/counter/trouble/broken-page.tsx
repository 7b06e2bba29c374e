import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { brokenText } from '../../text/trouble.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { Page } from '../../ui/page/page.tsx';
import { device } from '../device.ts';
import { notedStation } from '../station-mark.ts';

/** The store does not open: why, a way to try again, a way out for what waits, whom to call. */
export function BrokenPage({ why }: { why: 'storageFull' | 'storageFailed' }) {
  const [isTrying, setTrying] = useState(false);
  const [Rescue, setRescue] = useState<ComponentType>();
  const [hasFailed, setFailed] = useState(false);
  const tryAgain = async () => {
    setFailed(false);
    setTrying(true);
    const opened = await device().device.tryAgain();
    setTrying(false);
    setFailed(!opened.ok);
  };
  // Seldom needed, so not of the first screen.
  const rescue = async () => {
    const { RescueExport } = await import('./rescue-export.tsx');
    setRescue(() => RescueExport);
  };
  return (
    <Page
      title={brokenText.title}
      townshipPhone={notedStation.value?.phone ?? undefined}
      primary={
        <Button
          kind="primary"
          busy={isTrying ? brokenText.trying : undefined}
          onPress={() => void tryAgain()}
        >
          {brokenText.tryAgain}
        </Button>
      }
    >
      <Notice tone="bad" icon="octagon">
        <p>{brokenText[why]}</p>
      </Notice>
      {hasFailed && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{brokenText.stillBroken}</p>
        </Notice>
      )}
      <p>{brokenText.keepIt}</p>
      {Rescue === undefined ? (
        <p>
          <Button onPress={() => void rescue()}>{brokenText.export}</Button>
        </p>
      ) : (
        <Rescue />
      )}
      <p>{brokenText.ask}</p>
    </Page>
  );
}
