import { useEffect, useState } from 'preact/hooks';
import type { CaseDetail } from '../../protocol/review.ts';
import { useReview } from '../review-context.ts';
import { noteLook, readLastLook } from './last-look.ts';

/**
 * Number of the last event seen when the case was opened; null: it is opened for the
 * first time. What happens while it is open is new until it is opened again.
 */
export function useLastLook(
  caseId: string,
  detail: CaseDetail | null,
): number | null {
  const staffId = useReview().staff.value?.id ?? '';
  const [before] = useState(() => readLastLook(staffId, caseId));
  const version = detail?.row.version;
  useEffect(() => {
    if (version !== undefined) noteLook(staffId, caseId, version);
  }, [staffId, caseId, version]);
  return before;
}
