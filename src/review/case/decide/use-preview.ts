import { useState } from 'preact/hooks';
import type { Decision, NoticePreview } from '../../../protocol/review.ts';
import type { Failure } from '../../platform-client.ts';
import { useReview } from '../../review-context.ts';

export type Preview = {
  paper: NoticePreview | null;
  isLoading: boolean;
  failure: Failure | null;
  show: (decision: Decision) => Promise<void>;
  clear: () => void;
};

/** The paper that a decision would issue, as the platform would write it now. */
export function usePreview(caseId: string): Preview {
  const { client } = useReview();
  const [paper, setPaper] = useState<NoticePreview | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const show = async (decision: Decision) => {
    setLoading(true);
    const answer = await client.preview(caseId, decision);
    setLoading(false);
    setFailure(answer.ok ? null : answer);
    setPaper(answer.ok ? answer.value : null);
  };
  const clear = () => {
    setPaper(null);
    setFailure(null);
  };
  return { paper, isLoading, failure, show, clear };
}
