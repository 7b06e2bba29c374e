import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';
import { mergeInPlace, type ListView } from './list-place.ts';

/** Often enough to see a colleague's work, rarely enough for a hall's line. */
const REFRESH_MS = 30_000;

/** The list on show, and what has happened to it since. */
export function useWorklist() {
  const { client, place, signIns } = useReview();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [news, setNews] = useState({ arrivals: 0, hasMoved: false });
  const [isLoading, setLoading] = useState(false);
  const latest = useRef(0);

  const ask = useCallback(
    async (how: 'replace' | 'merge') => {
      const turn = ++latest.current;
      const { status, search, pages } = place.view.peek();
      if (how === 'replace') setLoading(true);
      const answer = await client.worklist({
        status,
        search,
        before: pages.at(-1) ?? null,
      });
      // A later question has overtaken this one.
      if (turn !== latest.current) return;
      setLoading(false);
      if (!answer.ok) {
        setFailure(answer);
        return;
      }
      setFailure(null);
      const shown = place.shown.peek();
      if (how === 'replace' || shown === null) {
        place.shown.value = answer.value;
        setNews({ arrivals: 0, hasMoved: false });
        return;
      }
      const merged = mergeInPlace(shown, answer.value);
      place.shown.value = merged.list;
      setNews({ arrivals: merged.arrivals, hasMoved: merged.hasMoved });
    },
    [client, place],
  );

  useEffect(() => {
    // Coming back from a case the rows stay where they were.
    void ask(place.shown.peek() === null ? 'replace' : 'merge');
    const timer = setInterval(() => void ask('merge'), REFRESH_MS);
    return () => {
      latest.current++;
      clearInterval(timer);
    };
  }, [ask, place, signIns.value]);

  const show = (change: Partial<ListView>) => {
    const view = place.view.peek();
    place.view.value = { ...view, pages: [null], ...change };
    place.currentCaseId.value = null;
    void ask('replace');
  };
  return {
    shown: place.shown.value,
    view: place.view.value,
    failure,
    news,
    isLoading,
    show,
    refresh: () => void ask('replace'),
  };
}
