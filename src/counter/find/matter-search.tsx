import { useEffect, useRef } from 'preact/hooks';
import { findText } from '../../text/find.ts';
import { isComposing } from '../../ui/field/composing.ts';
import { normaliseProse } from '../../ui/field/normalise.ts';
import { useTypedText } from '../../ui/field/use-typed-text.ts';
import '../../ui/field/field.css';

/** A count is spoken only when typing has come to rest. */
const SPEAK_MS = 500;

type MatterSearchProps = {
  /** What stands in it, unless somebody is typing there. */
  word: string;
  takesFocus: boolean;
  count: string;
  /** Called when composing is over; Latin initials count at once. */
  onWord: (word: string) => void;
  onDown: () => void;
  onClear: () => void;
  /** `isInHaste`: with Ctrl, past the guide. */
  onEnter: (isInHaste: boolean) => void;
};

/** The search of the finder; the list below follows it. */
export function MatterSearch(props: MatterSearchProps) {
  const spoken = useRef<HTMLParagraphElement>(null);
  const typed = useTypedText<HTMLInputElement>({
    text: props.word,
    normalise: normaliseProse,
    normalisePaste: false,
    isSearch: true,
    onText: props.onWord,
  });
  useEffect(() => {
    if (props.takesFocus) typed.element.current?.focus();
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
        defaultValue={typed.defaultText}
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
          } else if (event.key === 'Enter') {
            event.preventDefault();
            props.onEnter(event.ctrlKey || event.metaKey);
          } else if (
            event.key === 'Escape' &&
            event.currentTarget.value !== ''
          ) {
            // The first Escape empties the search, the next one goes back.
            event.preventDefault();
            event.currentTarget.value = '';
            props.onClear();
          }
        }}
        {...typed.handlers}
      />
      <p class="visually-hidden" role="status" ref={spoken} />
    </div>
  );
}
