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
  /** The page's own, which `/` leads to. */
  isOfPage?: boolean;
};

const SEARCH = { type: 'search' } as const;
const TEXT = { type: 'text' } as const;

/** The search above a list of choices. */
export function SearchBox(props: SearchBoxProps) {
  const { id, label, count, onWord, takesFocus = true, isOfPage } = props;
  const lastWord = useRef('');
  const typed = useTypedText<HTMLInputElement>({
    text: lastWord.current,
    normalise: normaliseProse,
    normalisePaste: false,
    isSearch: true,
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
        {...(isOfPage === true ? SEARCH : TEXT)}
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
