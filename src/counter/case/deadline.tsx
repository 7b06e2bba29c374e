import type { CaseView } from '../../device/device-api.ts';
import { deadlineInWords, deadlinesText } from '../../text/deadlines.ts';

/** By when the county must answer next, and why by then. */
export function Deadline({ view: { state, deadlines } }: { view: CaseView }) {
  const owed =
    state.acceptedAt === null ? deadlines?.notice : deadlines?.promise;
  if (!owed || state.endedAt !== null) return null;
  const { due, why } = deadlineInWords(owed);
  return (
    <section class="stack-tight">
      <h2>{deadlinesText.title}</h2>
      <p>{due}</p>
      <ul class="plain-list">
        {why.map((sentence) => (
          <li key={sentence} class="hint">
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  );
}
