import type { CaseDetail } from '../../protocol/review.ts';
import { deadlineInWords, deadlinesText } from '../../text/deadlines.ts';

/** Until when the next act is owed, and why until then. */
export function Deadlines({ detail }: { detail: CaseDetail }) {
  // Whoever has accepted has answered in time or not; now he owes the decision.
  const isAccepted = detail.deadlines.some(
    ({ reason }) => reason.rule !== 'notice',
  );
  const owed = detail.deadlines.filter(
    ({ reason }) => (reason.rule !== 'notice') === isAccepted,
  );
  if (owed.length === 0) return null;
  return (
    <section class="case-section">
      <h3>{deadlinesText.title}</h3>
      <ul class="case-history">
        {owed.map((deadline) => {
          const { due, why } = deadlineInWords(deadline);
          return (
            <li key={deadline.reason.rule}>
              <strong>{due}</strong>
              {why.map((sentence) => (
                <p key={sentence} class="hint">
                  {sentence}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
