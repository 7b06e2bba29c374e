import { useEffect, useRef, useState } from 'preact/hooks';
import { keysText } from '../../text/review-keys.ts';
import { Button } from '../../ui/button/button.tsx';
import { areKeysOn, switchKeys } from './key-setting.ts';
import './keys-sheet.css';

/** What every key does, in its place; `?` opens it, Esc closes it. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const element = useRef<HTMLDialogElement>(null);
  const [isOn, setOn] = useState(areKeysOn);
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog keys-sheet"
      aria-labelledby="keys-title"
      onClose={onClose}
    >
      <h2 id="keys-title">{keysText.title}</h2>
      <div class="keys-groups">
        {keysText.groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl class="keys-list">
              {keys.map(([key, what]) => [
                <dt key={key}>
                  <kbd>{key}</kbd>
                </dt>,
                <dd key={what}>{what}</dd>,
              ])}
            </dl>
          </section>
        ))}
      </div>
      <label class="choice">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ currentTarget: { checked } }) => {
            switchKeys(checked);
            setOn(checked);
          }}
        />
        {keysText.useThem}
      </label>
      <div class="dialog-buttons">
        <Button onPress={() => element.current?.close()}>
          {keysText.close}
        </Button>
      </div>
    </dialog>
  );
}
