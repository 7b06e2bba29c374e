import { useEffect, useRef } from 'preact/hooks';
import { findText } from '../../text/find.ts';
import { isComposing } from '../../ui/field/composing.ts';
import { normaliseProse } from '../../ui/field/normalise.ts';
import { useTypedText } from '../../ui/field/use-typed-text.ts';
import '../../ui/field/field.css';

/** A count is spoken only when typing has come to rest. */
const SPEAK_MS = 500;

type MatterSearchProps = {
  count: string;
  /** Called when composing is over; Latin initials count at once. */
  onWord: (word: string) => void;
  onDown: () => void;
  onEnter: () => void;
};

/** The search of the finder; the list below follows it. */
export function MatterSearch(props: MatterSearchProps) {
  const lastWord = useRef('');
  const spoken = useRef<HTMLParagraphElement>(null);
  const typed = useTypedText<HTMLInputElement>({
    text: lastWord.current,
    normalise: (text) => normaliseProse(text).trim(),
    normalisePaste: false,
    onText: (word) => {
      lastWord.current = word;
      props.onWord(word);
    },
  });
  useEffect(() => {
    typed.element.current?.focus();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (spoken.current) spoken.current.textContent = props.count;
    }, SPEAK_MS);
    return () => clearTimeout(timer);
  }, [props.count]);
  return (
    <div class="field">
      <label class="field-label" for="matter-search">
        {findText.search}
      </label>
      <p class="hint" id="matter-search-hint">
        {findText.example}
      </p>
      <input
        ref={typed.element}
        id="matter-search"
        class="input"
        type="search"
        autocomplete="off"
        spellcheck={false}
        aria-describedby="matter-search-hint"
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            props.onDown();
          } else if (event.key === 'Enter' && !event.ctrlKey) {
            event.preventDefault();
            props.onEnter();
          }
        }}
        {...typed.handlers}
      />
      <p class="visually-hidden" role="status" ref={spoken} />
    </div>
  );
}
