import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { atMostEvery } from '../at-most-every.ts';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';
import { append, mergeInPlace, type ListView } from './list-place.ts';

/** Often enough to see a colleague's work, rarely enough for a hall's line. */
const REFRESH_MS = 30_000;
/** A list is a dear question, and a busy county wakes all the time. */
const WAKE_MS = 5_000;

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
      const { status, search } = place.view.peek();
      if (how === 'replace') setLoading(true);
      const answer = await client.worklist(
        { status, search, before: null },
        how === 'merge' ? 'unattended' : 'attended',
      );
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
    const waking = atMostEvery(WAKE_MS, () => void ask('merge'));
    const stopListening = client.onArrivals(waking.wake);
    return () => {
      latest.current++;
      clearInterval(timer);
      stopListening();
      waking.stop();
    };
  }, [ask, place, signIns.value]);

  const show = (change: Partial<ListView>) => {
    const view = place.view.peek();
    place.view.value = { ...view, ...change };
    place.currentCaseId.value = null;
    void ask('replace');
  };
  const isAppending = useRef(false);
  const more = async () => {
    const before = place.shown.peek()?.next ?? null;
    if (before === null || isAppending.current) return;
    isAppending.current = true;
    const turn = latest.current;
    const answer = await client.worklist({ ...place.view.peek(), before });
    isAppending.current = false;
    const shown = place.shown.peek();
    // Another list is asked for by now.
    if (turn !== latest.current && shown?.next !== before) return;
    if (!answer.ok) setFailure(answer);
    else if (shown !== null) place.shown.value = append(shown, answer.value);
  };
  return {
    more: () => void more(),
    shown: place.shown.value,
    view: place.view.value,
    failure,
    news,
    isLoading,
    show,
    refresh: () => void ask('replace'),
  };
}
