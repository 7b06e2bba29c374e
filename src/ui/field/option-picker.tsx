import { useRef, useState } from 'preact/hooks';
import { fieldText } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';
import { inputId } from './field-id.ts';
import type { FieldProps } from './field-props.ts';
import { SearchBox } from './search-box.tsx';

type OptionPickerProps = {
  field: FieldProps['field'];
  options: readonly string[];
  chosen: string | undefined;
  onChange: (option: string) => void;
};

/** More options than fit as rows: the chosen one, and in place of it, when asked, a list. */
export function OptionPicker(props: OptionPickerProps) {
  const { field, options, chosen, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const [word, setWord] = useState('');
  const opener = useRef<HTMLButtonElement>(null);
  if (!isOpen) {
    return (
      <div class={chosen === undefined ? 'chosen chosen-none' : 'chosen'}>
        {chosen !== undefined && <span>{chosen}</span>}
        <Button
          buttonRef={opener}
          label={`${chosen === undefined ? fieldText.choose : fieldText.change} ${field.label}`}
          onPress={() => setOpen(true)}
        >
          {chosen === undefined ? fieldText.choose : fieldText.change}
        </Button>
      </div>
    );
  }
  const hits = options.filter((option) => option.includes(word));
  const choose = (option: string) => {
    onChange(option);
    setOpen(false);
    setWord('');
    // The list is gone with the focus in it; it goes back to what opened it.
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <div class="picker">
      <SearchBox
        id={`${inputId(field.id)}-search`}
        label={fieldText.searchOptions}
        count={
          hits.length > 0
            ? fieldText.choices(hits.length)
            : fieldText.noOption(word)
        }
        onWord={setWord}
      />
      <ul class="picker-hits">
        {hits.map((option) => (
          <li key={option}>
            <Button pressed={option === chosen} onPress={() => choose(option)}>
              {option}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
