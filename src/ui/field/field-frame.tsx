import type { ComponentChildren } from 'preact';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { fieldText } from '../../text/fields.ts';
import { Icon } from '../icon/icon.tsx';
import { errorId, hintId, inputId, readingId } from './field-id.ts';
import './field.css';

type FrameProps = {
  field: Field;
  /** The sentence above the input; undefined when nothing is wrong. */
  error: string | undefined;
  /** Advice that does not count as an error (a card number that looks unusual). */
  warning?: string | undefined;
  /** How the answer reads, grouped, below the input. */
  reading?: string | undefined;
  /** A format hint of the kind, after the catalogue's own help. */
  kindHint?: string | undefined;
  children: ComponentChildren;
};

/** Label, hint, error, input, reading: one order for all kinds that have one input. */
export function FieldFrame(props: FrameProps) {
  const { field } = props;
  return (
    <div class={props.error === undefined ? 'field' : 'field field-wrong'}>
      <label class="field-label" for={inputId(field.id)}>
        {field.label}
        <OptionalMark field={field} />
      </label>
      <FieldNotes {...props} />
      {props.children}
      <FieldReading {...props} />
    </div>
  );
}

type GroupProps = FrameProps & {
  role?: 'radiogroup';
  /** Who is led here begins at the group itself, not in one of its inputs. */
  takesFocus?: boolean;
};

/** The same for kinds that are a group of choices or of inputs. */
export function GroupFrame(props: GroupProps) {
  const { field, error } = props;
  return (
    <fieldset
      id={inputId(field.id)}
      tabIndex={props.takesFocus === true ? -1 : undefined}
      class={error === undefined ? 'field' : 'field field-wrong'}
      role={props.role}
      aria-describedby={
        [
          error !== undefined && errorId(field.id),
          hasHint(props) && hintId(field.id),
        ]
          .filter(Boolean)
          .join(' ') || undefined
      }
    >
      <legend class="field-label">
        {field.label}
        <OptionalMark field={field} />
      </legend>
      <FieldNotes {...props} />
      {props.children}
      <FieldReading {...props} />
    </fieldset>
  );
}

/** Required is unmarked, for most is; what may be left out says so. */
function OptionalMark({ field }: { field: Field }) {
  return field.required ? null : (
    <span class="field-optional"> {fieldText.optional}</span>
  );
}

function FieldNotes(props: FrameProps) {
  const { field, error, kindHint } = props;
  return (
    <>
      {hasHint(props) && (
        <p class="hint" id={hintId(field.id)}>
          {[field.help, kindHint]
            .filter((part) => part !== undefined)
            .map((part) => (
              <span key={part} class="field-hint-part">
                {part}
              </span>
            ))}
        </p>
      )}
      {error !== undefined && (
        <p class="field-error" id={errorId(field.id)}>
          <Icon name="octagon" />
          <span>
            <span class="visually-hidden">{fieldText.error}</span>
            {error}
          </span>
        </p>
      )}
    </>
  );
}

function FieldReading({ field, reading, warning }: FrameProps) {
  return (
    <>
      {reading !== undefined && (
        <p class="field-reading" id={readingId(field.id)}>
          {reading}
        </p>
      )}
      {warning !== undefined && (
        <p class="field-warning" role="status">
          <Icon name="triangle" />
          {warning}
        </p>
      )}
    </>
  );
}

export function hasHint(props: {
  field: Field;
  kindHint?: string | undefined;
}): boolean {
  return props.field.help !== undefined || props.kindHint !== undefined;
}
