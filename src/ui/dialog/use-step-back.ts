import { useEffect, useRef } from 'preact/hooks';

const HISTORY_MARK = 'dialogOpen';

/**
 * Lays an entry into the history while the component is drawn: the phone's back
 * button takes it away and calls `onBack`, as does the function that this gives. So
 * back never leaves the page by surprise, and an act that navigates starts from a
 * clean history.
 */
export function useStepBack(onBack: () => void): () => void {
  const latest = useRef(onBack);
  latest.current = onBack;
  /** Going back takes a moment: pressed twice it must not go twice as far. */
  const isGoing = useRef(false);
  const goBack = () => {
    if (isGoing.current || !isMarked()) return;
    isGoing.current = true;
    history.back();
  };
  useEffect(() => {
    history.pushState({ [HISTORY_MARK]: true }, '');
    let isOver = false;
    const gone = () => {
      isOver = true;
      latest.current();
    };
    addEventListener('popstate', gone, { once: true });
    return () => {
      removeEventListener('popstate', gone);
      if (!isOver) goBack();
    };
  }, []);
  return goBack;
}

function isMarked(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && HISTORY_MARK in state;
}
