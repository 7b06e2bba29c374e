import type { RefObject } from 'preact';
import { cardText } from '../../text/set-up.ts';
import { errorId, hintId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { ScanButton } from '../frame/scan-button.tsx';
import '../../ui/field/field.css';

type CardInputProps = {
  id: string;
  label: string;
  inputRef: RefObject<HTMLInputElement | null>;
  error?: string | undefined;
};

/** The unlock card: scanned where the browser can, else its seven groups typed. */
export function CardInput({ id, label, inputRef, error }: CardInputProps) {
  return (
    <div class={error === undefined ? 'field' : 'field field-wrong'}>
      <label class="field-label" for={id}>
        {label}
      </label>
      <p class="hint" id={hintId(id)}>
        {cardText.typeHint}
      </p>
      {error !== undefined && (
        <p class="field-error" id={errorId(id)} role="alert">
          <Icon name="octagon" />
          <span>{error}</span>
        </p>
      )}
      <input
        ref={inputRef}
        id={id}
        class="input"
        type="text"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={
          error === undefined ? hintId(id) : `${hintId(id)} ${errorId(id)}`
        }
      />
      <ScanButton
        label={cardText.scan}
        onText={(text) => {
          if (inputRef.current) inputRef.current.value = text;
        }}
      />
    </div>
  );
}
