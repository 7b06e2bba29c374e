import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseDetail } from '../../protocol/review.ts';
import { useReview } from '../review-context.ts';
import { noteLook, readLastLook } from './last-look.ts';

/**
 * Number of the last event seen when the case was left last; null: it is opened for the
 * first time. What is new stays so until it is left.
 */
export function useLastLook(
  caseId: string,
  detail: CaseDetail | null,
): number | null {
  const staffId = useReview().staff.value?.id ?? '';
  const [before] = useState(() => readLastLook(staffId, caseId));
  const version = useRef<number | undefined>(undefined);
  version.current = detail?.row.version;
  useEffect(() => {
    const note = () => {
      if (version.current !== undefined)
        noteLook(staffId, caseId, version.current);
    };
    addEventListener('pagehide', note);
    return () => {
      removeEventListener('pagehide', note);
      note();
    };
  }, [staffId, caseId]);
  return before;
}
