import { useState } from 'preact/hooks';
import type { CaseDetail, Decision } from '../../../protocol/review.ts';
import { decisionText, linkText } from '../../../text/review.ts';
import { doneActs } from '../../../text/review-events.ts';
import { failureSentence } from '../../failure-sentence.ts';
import type { Failure } from '../../platform-client.ts';
import { useReview } from '../../review-context.ts';
import { missingInWords } from '../what-is-missing.ts';

export type Refused = {
  sentence: string;
  /** Another was first: the present state is on show, nothing was overwritten. */
  isChanged: boolean;
};

type UseDecision = {
  isSending: boolean;
  refused: Refused | null;
  send: (decision: Decision) => Promise<boolean>;
  clear: () => void;
};

/** Sends one decision. What was typed is never touched here. */
export function useDecision(
  detail: CaseDetail,
  reload: () => Promise<void>,
): UseDecision {
  const { client } = useReview();
  const [isSending, setSending] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);

  const send = async (decision: Decision): Promise<boolean> => {
    setSending(true);
    setRefused(null);
    const answer = await client.decide(detail.row.caseId, decision);
    if (answer.ok) {
      await reload();
      setSending(false);
      return true;
    }
    // Signing in again stands over the page; then the same button sends.
    if (answer.code !== 'unauthorized') setRefused(inWords(answer, detail));
    if (answer.code === 'changed' || answer.code === 'notAllowed') {
      await reload();
    }
    setSending(false);
    return false;
  };
  return { isSending, refused, send, clear: () => setRefused(null) };
}

function inWords(failure: Failure, detail: CaseDetail): Refused {
  const { code, problem } = failure;
  if (code === 'changed' || code === 'notAllowed') {
    return { sentence: changedSentence(problem), isChanged: true };
  }
  const sentence =
    code === 'materialsMissing'
      ? decisionText.missing(missingInWords(detail, problem?.missing ?? []))
      : code === 'officesSilent'
        ? decisionText.silent(problem?.missing ?? [])
        : code === 'offline' || code === 'unavailable'
          ? linkText.stillOffline
          : failureSentence(failure);
  return { sentence, isChanged: false };
}

function changedSentence(problem: Failure['problem']): string {
  const act = problem?.act;
  const word = act !== undefined && isKnown(act) ? doneActs[act] : undefined;
  return problem?.by === undefined || problem.by === '' || word === undefined
    ? decisionText.changedPlain
    : decisionText.changed(problem.by, word);
}

function isKnown(act: string): act is keyof typeof doneActs {
  return Object.hasOwn(doneActs, act);
}
