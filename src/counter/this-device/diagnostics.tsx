import { useState } from 'preact/hooks';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { errorSentence } from '../../text/errors.ts';
import { thisDeviceText } from '../../text/this-device.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState } from '../device.ts';
import { saveFile } from '../export/save-file.ts';
import { appVersion } from '../more/version.ts';

/** What is in the file is listed before it is saved; it names nobody. */
export function Diagnostics() {
  const [text, setText] = useState<string>();
  const [said, setSaid] = useState<string>();
  const make = async () => {
    const told = await device().health.diagnose();
    setSaid(told.ok ? undefined : errorSentence(told.code));
    if (!told.ok) return;
    const ofPage = {
      app: appVersion,
      browser: navigator.userAgent,
      screen: `${innerWidth}x${innerHeight}`,
      isOnline: navigator.onLine,
    };
    setText(JSON.stringify({ ...ofPage, ...told.value }, null, 1));
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text ?? '');
      setSaid(thisDeviceText.copied);
    } catch {
      setSaid(thisDeviceText.cannotCopy);
    }
  };
  const save = () => {
    const url = URL.createObjectURL(
      new Blob([text ?? ''], { type: 'application/json' }),
    );
    saveFile(url, fileName());
    // The download has the address by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <>
      {text === undefined ? (
        <Button onPress={() => void make()}>
          {thisDeviceText.diagnostics}
        </Button>
      ) : (
        <section class="card stack-tight">
          <h2>{thisDeviceText.diagnosticsTitle}</h2>
          <ul class="diagnostics-has">
            {thisDeviceText.diagnosticsHas.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>{thisDeviceText.diagnosticsHasNot}</p>
          <div class="buttons">
            <Button onPress={save}>{thisDeviceText.save}</Button>
            <Button onPress={() => void copy()}>{thisDeviceText.copy}</Button>
          </div>
          <details>
            <summary>
              <Icon name="chevron" />
              {thisDeviceText.wholeText}
            </summary>
            <pre class="diagnostics">{text}</pre>
          </details>
        </section>
      )}
      {said !== undefined && (
        <Notice tone="neutral" icon="box-check" announced="polite">
          <p>{said}</p>
        </Notice>
      )}
    </>
  );
}

function fileName(): string {
  const station = deviceState.value?.station ?? null;
  const place = station?.villageName ?? station?.name ?? '';
  const day = chinaDate(new Date().toISOString()).slice(5).replace('-', '');
  return thisDeviceText.fileName(
    place.replaceAll(/[\\/:*?"<>|\s]/g, ''),
    station?.deviceNumber ?? 0,
    day,
  );
}
