import { useEffect, useRef, useState } from 'preact/hooks';
import { paintFirst } from './paint-first.ts';

type TypedText = {
  /** The text the answer stands for now. */
  text: string;
  /** What the answer is made of: full-width to half-width, separators gone. */
  normalise: (typed: string) => string;
  /** Called with the normalised text, never while an input method is composing. */
  onText: (text: string) => void;
  /** After the field was left with its final text: the moment to check it. */
  onLeave?: (text: string) => void;
  /** Numbers are put in order as they are pasted; prose is left as it came. */
  normalisePaste: boolean;
  /** What is drawn of the text is what it was typed for: nothing waits. */
  isSearch?: boolean;
};

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/**
 * The manners of every typed field. The element keeps its own text (uncontrolled): writing to it
 * while an input method composes would break the word, and rewriting it while someone types would
 * move the caret. It is rewritten on paste, on leaving, and when the answer changes from outside.
 */
export function useTypedText<Element extends TextElement>(options: TypedText) {
  const element = useRef<Element>(null);
  const composing = useRef(false);
  const latest = useRef(options);
  latest.current = options;
  // The text it is born with; rewriting it later would rewrite the field.
  const [defaultText] = useState(options.text);

  useEffect(() => {
    const input = element.current;
    if (input === null || input === document.activeElement) return;
    if (latest.current.normalise(input.value) !== options.text) {
      input.value = options.text;
    }
  }, [options.text]);

  const emit = (input = element.current) => {
    if (input === null) return;
    const { normalise, onText, text } = latest.current;
    const next = normalise(input.value);
    if (next !== text) onText(next);
  };

  return {
    element,
    defaultText,
    emit,
    handlers: {
      onCompositionStart: () => {
        composing.current = true;
      },
      onCompositionEnd: () => {
        composing.current = false;
        emit();
      },
      onInput: (event: InputEvent) => {
        if (composing.current || event.isComposing) return;
        const input = event.currentTarget as Element;
        if (latest.current.isSearch === true) emit(input);
        else paintFirst(() => emit(input));
      },
      onPaste: (event: ClipboardEvent) => {
        const input = element.current;
        const pasted = event.clipboardData?.getData('text/plain');
        const { normalise, normalisePaste } = latest.current;
        if (!normalisePaste || input === null || pasted === undefined) return;
        event.preventDefault();
        insertText(input, normalise(pasted));
        emit();
      },
      onBlur: () => {
        const input = element.current;
        if (input === null) return;
        // Some input methods lose their end event when the field is left.
        composing.current = false;
        const normalised = latest.current.normalise(input.value);
        if (normalised !== input.value) input.value = normalised;
        emit();
        latest.current.onLeave?.(normalised);
      },
    },
  };
}

/** Puts text where the caret is, over what is selected, and leaves the caret behind it. */
export function insertText(input: TextElement, text: string) {
  const start = input.selectionStart ?? input.value.length;
  const end = input.selectionEnd ?? start;
  input.setRangeText(text, start, end, 'end');
}
