import { useEffect, useState } from 'preact/hooks';
import { moreText, setUpText } from '../../text/counter.ts';
import { Button } from '../../ui/button/button.tsx';

type Kept = 'unknown' | 'yes' | 'refused' | 'cannotAsk';

/** Says why before the browser asks; a refusal stops nothing. */
export function StorageStep() {
  const [kept, setKept] = useState<Kept>('unknown');
  useEffect(() => {
    void isStorageKept().then((yes) => yes && setKept('yes'));
  }, []);
  const ask = async () => {
    if (!('storage' in navigator) || !('persist' in navigator.storage)) {
      setKept('cannotAsk');
      return;
    }
    setKept((await navigator.storage.persist()) ? 'yes' : 'refused');
  };
  if (kept === 'yes') return <p>{moreText.storageYes}</p>;
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

/** Whether the browser has promised not to clear this device's storage. */
export async function isStorageKept(): Promise<boolean> {
  if (!('storage' in navigator) || !('persisted' in navigator.storage)) {
    return false;
  }
  return navigator.storage.persisted();
}
