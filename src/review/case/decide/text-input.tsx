import { decisionText } from '../../../text/review.ts';
import { Icon } from '../../../ui/icon/icon.tsx';

type TextInputProps = {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  /** The same sentence as in the summary. */
  error?: string | undefined;
  isOptional?: boolean;
  rows?: number;
};

/** Label, hint, error, input: the order of every form here. */
export function TextInput(props: TextInputProps) {
  const { id, label, value, hint, error, rows = 1 } = props;
  const described = [
    error !== undefined && `${id}-error`,
    hint !== undefined && `${id}-hint`,
  ].filter((part) => part !== false);
  const shared = {
    id,
    value,
    class: 'console-input',
    autocomplete: 'off' as const,
    'aria-invalid': error !== undefined,
    'aria-describedby': described.join(' ') || undefined,
    onInput: (event: { currentTarget: { value: string } }) =>
      props.onChange(event.currentTarget.value),
  };
  return (
    <div class={error === undefined ? 'field' : 'field field-wrong'}>
      <label class="field-label" for={id}>
        {label}
        {props.isOptional === true && (
          <span class="field-optional"> {decisionText.optional}</span>
        )}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
      {rows > 1 ? <textarea rows={rows} {...shared} /> : <input {...shared} />}
    </div>
  );
}

type FieldErrorProps = { id: string; error: string | undefined };

export function FieldError({ id, error }: FieldErrorProps) {
  return error === undefined ? null : (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="octagon" />
      {error}
    </p>
  );
}

type ChoicesProps<Value extends string> = {
  name: string;
  legend: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
};

/** Two or three ways, all in sight. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { name, legend, value, options, onChange } = props;
  return (
    <fieldset class="field">
      <legend class="field-label">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

type PresetsProps = {
  title: string;
  presets: readonly string[];
  onUse: (preset: string) => void;
};

/** Sentences of the catalogue, one press each. */
export function Presets({ title, presets, onUse }: PresetsProps) {
  return presets.length === 0 ? null : (
    <div class="field" role="group" aria-label={title}>
      <span class="hint">{title}</span>
      <div class="presets" onKeyDown={stepAmong}>
        {presets.map((preset) => (
          <button
            key={preset}
            type="button"
            class="preset"
            onClick={() => onUse(preset)}
          >
            {preset}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The arrow keys go from one preset to the next. */
function stepAmong(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[
    event.key
  ];
  const target = event.target;
  if (by === undefined || !(target instanceof HTMLElement)) return;
  const to = by > 0 ? target.nextElementSibling : target.previousElementSibling;
  if (!(to instanceof HTMLElement)) return;
  event.preventDefault();
  to.focus();
}
