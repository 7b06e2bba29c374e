import { useRef } from 'preact/hooks';
import { addDays, parseIsoDate } from '../../domain/calendar/civil-date.ts';
import type { Answer } from '../../domain/cases/answers.ts';
import { readDate } from '../../domain/rules/dates.ts';
import { fieldText, readDay } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';
import { answerText } from './answer-text.ts';
import type { FieldKind, FieldProps } from './field-props.ts';
import { judged } from './judged.ts';
import { normaliseDate } from './normalise.ts';
import { SingleLine } from './single-line.tsx';

/** One field that reads what people write; the day is read back below, with its weekday. */
function DateInput(props: FieldProps) {
  const { value, onChange, today, field } = props;
  const text = answerText(value);
  const calendar = useRef<HTMLInputElement>(null);
  return (
    <SingleLine
      {...props}
      text={text}
      toAnswer={(typed) => typed || undefined}
      normalise={normaliseDate}
      isNumber
      inputMode="numeric"
      kindHint={fieldText.dateHint}
      check={(typed) => judged(readDate(typed))}
      reading={isDay(text) ? readDay(text) : undefined}
      beside={
        <span class="buttons">
          <Button onPress={() => onChange(today)}>{fieldText.today}</Button>
          <Button onPress={() => onChange(addDays(today, -1))}>
            {fieldText.yesterday}
          </Button>
          <span class="calendar-button">
            <Button onPress={() => openCalendar(calendar.current)}>
              {fieldText.calendar}
            </Button>
            <input
              ref={calendar}
              type="date"
              class="calendar-native"
              tabIndex={-1}
              aria-hidden="true"
              aria-label={`${fieldText.calendar} ${field.label}`}
              value={isDay(text) ? text : today}
              onChange={(event) => {
                onChange(event.currentTarget.value || undefined);
              }}
            />
          </span>
        </span>
      }
    />
  );
}

/** The system's own calendar; older browsers open it when its field takes focus. */
function openCalendar(input: HTMLInputElement | null) {
  if (input === null) return;
  if ('showPicker' in input) input.showPicker();
  else (input as HTMLInputElement).focus();
}

const isDay = (text: string) => parseIsoDate(text) !== undefined;

function plainText(value: Answer): string {
  const text = answerText(value);
  return isDay(text) ? readDay(text) : text;
}

export const dateKind: FieldKind = {
  Input: DateInput,
  View: ({ value }) => <span>{plainText(value)}</span>,
  plainText,
};
