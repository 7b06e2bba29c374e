import { useEffect, useState } from 'preact/hooks';
import type { Address, Answer } from '../../domain/cases/answers.ts';
import { answerIssueSentence } from '../../text/errors.ts';
import { fieldText, readAddress } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';
import { answerText } from './answer-text.ts';
import { GroupFrame } from './field-frame.tsx';
import type { FieldKind, FieldProps } from './field-props.ts';
import { ownVillageAddress } from './find-villages.ts';
import { inputId } from './field-id.ts';
import { stripSeparators } from '../../domain/rules/normal-form.ts';
import { normaliseProse } from './normalise.ts';
import { useTypedText } from './use-typed-text.ts';
import { VillagePicker } from './village-picker.tsx';

/**
 * Township, village, group. The station's own village is there from the start in one row; a
 * required field has it as its answer at once, an optional one only when something is typed.
 */
function AddressInput(props: FieldProps) {
  const { field, issue, regions, value, onChange } = props;
  const [isPicking, setPicking] = useState(false);
  const answered = isAddress(value) ? value : undefined;
  const preset = ownVillageAddress(regions, props.ownVillage);
  const address = answered ?? preset;
  const needsPreset =
    answered === undefined && preset !== undefined && field.required;
  useEffect(() => {
    if (needsPreset && preset) onChange(preset);
  }, [needsPreset]);

  const error = issue && answerIssueSentence(issue, field);
  const isOutside =
    answered !== undefined &&
    answered.town9 === undefined &&
    answered.village === undefined;
  if (isPicking || (address === undefined && !isOutside)) {
    return (
      <GroupFrame {...{ field, error }}>
        <VillagePicker
          id={inputId(field.id)}
          regions={regions}
          isAsked={isPicking}
          onPick={(place) => {
            // Group and house number belonged to the other village.
            onChange(place);
            setPicking(false);
          }}
          onOutside={() => {
            onChange({ detail: '' });
            setPicking(false);
          }}
        />
      </GroupFrame>
    );
  }
  if (isOutside) {
    return (
      <GroupFrame {...{ field, error }}>
        <PartInput
          id={`${inputId(field.id)}-detail`}
          label={fieldText.outsideAddress}
          text={answered.detail}
          normalise={normaliseProse}
          onText={(detail) => onChange({ detail })}
        />
        <span>
          <Button onPress={() => setPicking(true)}>{fieldText.inside}</Button>
        </span>
      </GroupFrame>
    );
  }
  const place = address ?? { detail: '' };
  return (
    <GroupFrame {...{ field, error }}>
      <div class="chosen">
        <span>
          {place.townName}
          {place.villageName}
        </span>
        <Button
          label={`${fieldText.change} ${field.label}`}
          onPress={() => setPicking(true)}
        >
          {fieldText.change}
        </Button>
      </div>
      <div class="input-row input-row-end">
        <PartInput
          id={`${inputId(field.id)}-group`}
          label={fieldText.group}
          isNumber
          text={place.group === undefined ? '' : String(place.group)}
          normalise={groupDigits}
          onText={(text) => onChange(withGroup(place, text))}
        />
        <PartInput
          id={`${inputId(field.id)}-detail`}
          label={fieldText.detail}
          text={place.detail}
          normalise={normaliseProse}
          onText={(detail) => onChange({ ...place, detail })}
        />
      </div>
    </GroupFrame>
  );
}

type PartInputProps = {
  id: string;
  label: string;
  text: string;
  isNumber?: boolean;
  normalise: (typed: string) => string;
  onText: (text: string) => void;
};

function PartInput({ isNumber = false, ...props }: PartInputProps) {
  const typed = useTypedText<HTMLInputElement>({
    ...props,
    normalisePaste: isNumber,
  });
  return (
    <div class={isNumber ? 'input-part input-part-short' : 'input-part'}>
      <label for={props.id}>{props.label}</label>
      <input
        ref={typed.element}
        id={props.id}
        class="input"
        type="text"
        inputMode={isNumber ? 'numeric' : 'text'}
        autocomplete="off"
        defaultValue={typed.defaultText}
        {...typed.handlers}
      />
    </div>
  );
}

/** A group is a whole number; its own word, or anything else typed with it, is left out. */
const groupDigits = (typed: string) =>
  stripSeparators(typed).replace(/\D/g, '').slice(0, 4);

function withGroup(place: Address, text: string): Address {
  const { group: _former, ...rest } = place;
  return text === '' ? rest : { ...rest, group: Number(text) };
}

function isAddress(value: Answer | undefined): value is Address {
  return typeof value === 'object' && !Array.isArray(value);
}

const plainText = (value: Answer) =>
  isAddress(value) ? readAddress(value) : answerText(value);

export const addressKind: FieldKind = {
  Input: AddressInput,
  View: ({ value }) => <span>{plainText(value)}</span>,
  plainText,
};
