import { useEffect, useRef } from 'preact/hooks';
import { isComposing } from './composing.ts';
import { normaliseProse } from './normalise.ts';
import { useTypedText } from './use-typed-text.ts';

type SearchBoxProps = {
  id: string;
  label: string;
  /** How many were found, spoken politely. */
  count: string;
  /** Called when composing is over; Latin initials count at once. */
  onWord: (word: string) => void;
  /** True where the list was asked for; a list that stands open from the start takes no focus. */
  takesFocus?: boolean;
};

/** The search above a list of choices. */
export function SearchBox(props: SearchBoxProps) {
  const { id, label, count, onWord, takesFocus = true } = props;
  const lastWord = useRef('');
  const typed = useTypedText<HTMLInputElement>({
    text: lastWord.current,
    normalise: normaliseProse,
    normalisePaste: false,
    onText: (word) => {
      lastWord.current = word;
      onWord(word);
    },
  });
  useEffect(() => {
    if (takesFocus) typed.element.current?.focus();
  }, []);
  return (
    <div class="stack-tight">
      <label for={id}>{label}</label>
      <input
        ref={typed.element}
        id={id}
        class="input"
        type="text"
        autocomplete="off"
        spellcheck={false}
        onKeyDown={(event) => {
          // Enter belongs to the input method, and else to nobody: no form is sent from here.
          if (event.key === 'Enter' && !isComposing(event)) {
            event.preventDefault();
          }
        }}
        {...typed.handlers}
      />
      <p class="hint" role="status">
        {count}
      </p>
    </div>
  );
}
