import { useEffect, useRef, useState } from 'preact/hooks';

const DEBOUNCE_MS = 400;

/**
 * A text beside the form's answers that is saved when it has stood still for a moment,
 * and at once when the page is hidden or left. `forget`: what was typed is not wanted.
 */
export function useSavedText(saved: string, save: (text: string) => void) {
  const [typed, setTyped] = useState(saved);
  const latest = useRef({ typed, saved, save });
  latest.current = { typed, saved, save };
  const flush = () => {
    const { typed, saved, save } = latest.current;
    if (typed !== saved) save(typed);
  };
  useEffect(() => {
    const timer = setTimeout(flush, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    document.addEventListener('visibilitychange', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, []);
  const forget = () => {
    setTyped(saved);
    latest.current = { ...latest.current, typed: saved };
  };
  return { typed, setTyped, forget };
}
