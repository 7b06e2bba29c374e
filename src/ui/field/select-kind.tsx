import type { Answer } from '../../domain/cases/answers.ts';
import { answerIssueSentence } from '../../text/errors.ts';
import { fieldText } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';
import { answerText } from './answer-text.ts';
import { GroupFrame } from './field-frame.tsx';
import { inputId } from './field-id.ts';
import type { FieldKind, FieldProps } from './field-props.ts';
import { OptionPicker } from './option-picker.tsx';

/** Up to this many options stand open as rows; more are searched. */
const MOST_ROWS = 5;

function SelectInput(props: FieldProps) {
  const { field, value, onChange, issue } = props;
  const options = field.options ?? [];
  const error = issue && answerIssueSentence(issue, field);
  if (field.multiple === true) {
    const chosen = Array.isArray(value) ? value.map(String) : [];
    return (
      <GroupFrame {...{ field, error }}>
        <Rows
          {...{ field, options, chosen }}
          type="checkbox"
          onToggle={(option) => onChange(toggled(options, chosen, option))}
        />
      </GroupFrame>
    );
  }
  const chosen = typeof value === 'string' ? value : undefined;
  const isLong = options.length > MOST_ROWS;
  return (
    <GroupFrame
      {...{ field, error }}
      {...(isLong ? {} : { role: 'radiogroup' as const })}
    >
      {isLong ? (
        <OptionPicker {...{ field, options, chosen, onChange }} />
      ) : (
        <Rows
          {...{ field, options }}
          chosen={chosen === undefined ? [] : [chosen]}
          type="radio"
          onToggle={onChange}
        />
      )}
      {!field.required && chosen !== undefined && (
        <span>
          <Button kind="plain" onPress={() => onChange(undefined)}>
            {fieldText.clear}
          </Button>
        </span>
      )}
    </GroupFrame>
  );
}

type RowsProps = {
  field: FieldProps['field'];
  options: readonly string[];
  chosen: readonly string[];
  type: 'radio' | 'checkbox';
  onToggle: (option: string) => void;
};

/** Rows as wide as the form; two of them are two big buttons side by side. */
function Rows({ field, options, chosen, type, onToggle }: RowsProps) {
  const isPair = type === 'radio' && options.length === 2;
  return (
    <div class={isPair ? 'choices choices-two' : 'choices'}>
      {options.map((option) => {
        const isChosen = chosen.includes(option);
        return (
          <label
            key={option}
            class={isChosen ? 'choice choice-chosen' : 'choice'}
          >
            <input
              type={type}
              name={inputId(field.id)}
              checked={isChosen}
              onChange={() => onToggle(option)}
            />
            {option}
          </label>
        );
      })}
    </div>
  );
}

/** In the catalogue's order, whatever the order of ticking; none chosen is no answer. */
function toggled(
  options: readonly string[],
  chosen: readonly string[],
  option: string,
): Answer | undefined {
  const next = options.filter(
    (other) => chosen.includes(other) !== (other === option),
  );
  return next.length > 0 ? next : undefined;
}

const plainText = (value: Answer) =>
  Array.isArray(value) ? value.map(String).join('\u3001') : answerText(value);

export const selectKind: FieldKind = {
  Input: SelectInput,
  View: ({ value }) => <span>{plainText(value)}</span>,
  plainText,
};
