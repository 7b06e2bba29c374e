import type { CaseDetail } from '../../protocol/review.ts';
import { dayInSentence } from '../../text/common.ts';
import { officeActText } from '../../text/office-acts.ts';
import { caseText } from '../../text/review.ts';

/** Whom the case was shown to, what they say, and who is silent. */
export function JointOpinions({ detail }: { detail: CaseDetail }) {
  const { joint, office, withdrawalAsked } = detail;
  return (
    <>
      {withdrawalAsked !== null && (
        <section class="case-section">
          <h3>{caseText.withdrawalAsked}</h3>
          <p>{withdrawalAsked}</p>
        </section>
      )}
      {office !== null && (
        <section class="case-section">
          <h3>{caseText.office}</h3>
          <p>{office.name}</p>
        </section>
      )}
      {joint !== null && (
        <section class="case-section">
          <h3>{caseText.joint(dayInSentence(joint.dueOn.date))}</h3>
          <ul class="case-papers">
            {joint.offices.map(({ id, name, opinion, note }) => (
              <li key={id}>
                <span>{name}</span>
                <span>
                  {opinion === null
                    ? caseText.silent(joint.isOverdue)
                    : officeActText.opinions[opinion]}
                </span>
                {note !== '' && <span class="hint">{note}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
