import { useEffect, useRef } from 'preact/hooks';
import { areKeysOn } from './keys/key-setting.ts';
import { isTyping } from './is-typing.ts';

/**
 * Single keys (lower case, as `event.key` says; `shift+c` where a letter with Shift
 * does something else) that work while nobody types, unless they are switched off.
 */
export function useKeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || !areKeysOn() || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const isLetter = /^[a-z]$/.test(key);
      const shifted =
        event.shiftKey && isLetter ? latest.current[`shift+${key}`] : undefined;
      const act = shifted ?? latest.current[key];
      if (act === undefined || isPressed(event)) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** Space and Enter belong to the button or link that has the focus. */
function isPressed({ key, target }: KeyboardEvent): boolean {
  return (
    (key === ' ' || key === 'Enter') &&
    target instanceof Element &&
    target.closest('button, a, summary') !== null
  );
}
