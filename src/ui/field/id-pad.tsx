import { useEffect, useRef } from 'preact/hooks';
import { fieldText } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', '0'] as const;

type IdPadProps = {
  onKey: (key: string) => void;
  onDelete: () => void;
  onSystemKeyboard: () => void;
};

/** Twelve keys of 60 px. Pressing one leaves focus and caret in the field. */
export function IdPad({ onKey, onDelete, onSystemKeyboard }: IdPadProps) {
  const pad = useRef<HTMLDivElement>(null);
  // Label, input and keys together: they fit a small telephone between strip and bar.
  useEffect(() => {
    pad.current?.closest('.field')?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <div
      class="id-pad"
      ref={pad}
      role="group"
      aria-label={fieldText.ownKeyboard}
      onMouseDown={(event) => event.preventDefault()}
    >
      {KEYS.map((key) => (
        <button key={key} type="button" onClick={() => onKey(key)}>
          {key}
        </button>
      ))}
      <button
        type="button"
        aria-label={fieldText.deleteKeyLabel}
        onClick={onDelete}
      >
        {fieldText.deleteKey}
      </button>
      <Button kind="plain" onPress={onSystemKeyboard}>
        {fieldText.useSystemKeyboard}
      </Button>
    </div>
  );
}
