import { useEffect, useState } from 'preact/hooks';
import type { CaseNumbers } from '../../protocol/review.ts';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';

/** A desk is left more often than a page is closed. */
export const SHOWN_MINUTES = 5;

export type Numbers = {
  /** Null: masked. */
  shown: CaseNumbers | null;
  isOpening: boolean;
  /** He is to show first that it is he. */
  asksProof: boolean;
  failure: Failure | null;
  show: () => Promise<void>;
  hide: () => void;
};

/** The whole numbers of a case, in memory while they are looked at. */
export function useNumbers(caseId: string): Numbers {
  const { client, isExpired } = useReview();
  const [shown, setShown] = useState<CaseNumbers | null>(null);
  const [isOpening, setOpening] = useState(false);
  const [asksProof, setAsksProof] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const show = async () => {
    setOpening(true);
    const answer = await client.caseNumbers(caseId);
    setOpening(false);
    const isAsked = !answer.ok && answer.code === 'freshLoginNeeded';
    setAsksProof(isAsked);
    setFailure(answer.ok || isAsked ? null : answer);
    if (answer.ok) setShown(answer.value);
  };
  const hide = () => {
    setShown(null);
    setAsksProof(false);
  };

  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(hide, SHOWN_MINUTES * 60_000);
    return () => clearTimeout(timer);
  }, [shown]);
  // Whoever signs in next at this desk may be somebody else.
  useEffect(() => {
    if (isExpired.value) hide();
  }, [isExpired.value]);

  return { shown, isOpening, asksProof, failure, show, hide };
}
