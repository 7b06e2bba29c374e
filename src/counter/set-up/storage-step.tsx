import { useEffect, useState } from 'preact/hooks';
import type { Persistence } from '../../device/device-api.ts';
import { setUpText } from '../../text/set-up.ts';
import { Button } from '../../ui/button/button.tsx';
import { device } from '../device.ts';

type Kept = 'unknown' | 'yes' | 'refused' | 'cannotAsk';

/** Says why before the browser asks; a refusal stops nothing. */
export function StorageStep() {
  const [kept, setKept] = useState<Kept>('unknown');
  useEffect(() => {
    void isStorageKept().then((yes) => yes && setKept('yes'));
  }, []);
  const ask = async () => {
    const answer = await askPersistence();
    setKept(answer === 'granted' ? 'yes' : answer);
  };
  if (kept === 'yes') return <p>{setUpText.storageAllowed}</p>;
  return (
    <div class="stack-tight">
      <p>{setUpText.storageExplained}</p>
      <span>
        <Button onPress={() => void ask()}>{setUpText.allowStorage}</Button>
      </span>
      <p role="status" class="hint">
        {kept === 'refused' && setUpText.storageRefused}
        {kept === 'cannotAsk' && setUpText.storageUnknown}
      </p>
    </div>
  );
}

/**
 * Asks the browser to keep the storage, and keeps its answer on the device. A
 * browser may let the question stand for ever: never await it on the start path.
 */
export async function askPersistence(): Promise<Persistence> {
  const answer =
    !('storage' in navigator) || !('persist' in navigator.storage)
      ? 'cannotAsk'
      : (await navigator.storage.persist())
        ? 'granted'
        : 'refused';
  await device().storage.notePersistence(answer);
  return answer;
}

/** Whether the browser has promised not to clear this device's storage. */
export async function isStorageKept(): Promise<boolean> {
  if (!('storage' in navigator) || !('persisted' in navigator.storage)) {
    return false;
  }
  return navigator.storage.persisted();
}
