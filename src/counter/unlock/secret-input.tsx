import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { fieldText } from '../../text/fields.ts';
import { Button } from '../../ui/button/button.tsx';
import { errorId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import '../../ui/field/field.css';

type SecretInputProps = {
  id: string;
  label: string;
  inputRef: RefObject<HTMLInputElement | null>;
  isPin: boolean;
  error?: string | undefined;
  autocomplete: 'current-password' | 'new-password';
};

/** A secret as a real password input: pasting and password managers work. */
export function SecretInput(props: SecretInputProps) {
  const { id, label, error } = props;
  const [isShown, setShown] = useState(false);
  const act = isShown ? fieldText.hide : fieldText.show;
  return (
    <div class={error === undefined ? 'field' : 'field field-wrong'}>
      <label class="field-label" for={id}>
        {label}
      </label>
      {error !== undefined && (
        <p class="field-error" id={errorId(id)} role="alert">
          <Icon name="octagon" />
          <span>{error}</span>
        </p>
      )}
      <div class="input-row">
        <input
          ref={props.inputRef}
          id={id}
          class="input"
          {...(isShown
            ? { type: 'text' as const }
            : { type: 'password' as const })}
          inputMode={props.isPin ? 'numeric' : 'text'}
          autocomplete={props.autocomplete}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : errorId(id)}
        />
        <Button label={`${act} ${label}`} onPress={() => setShown(!isShown)}>
          {act}
        </Button>
      </div>
    </div>
  );
}
