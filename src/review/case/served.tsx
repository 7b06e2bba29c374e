import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { groupCaseNumber } from '../../text/common.ts';
import { waysText as words } from '../../text/review-ways.ts';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { hrefs } from '../route.ts';

type ServedProps = { detail: CaseDetail; matter: Matter | null };

/** How it was served and by whose mandate, in the list of the intake. */
export function Served({ detail, matter }: ServedProps) {
  const { servingWays, walkIn, clerk, events, mandateAt, answers } = detail;
  const agent = matter?.fields.find(({ prefill }) => prefill === 'agent.name');
  const [received] = events;
  const at =
    received?.body.kind === 'received' ? received.body.intake.device : null;
  return (
    <>
      {servingWays.length > 0 && (
        <>
          <dt>{words.title}</dt>
          <dd>
            {servingWays
              .map((way) =>
                way === 'extendedHours' && at !== null
                  ? words.extended(at, clerk.name)
                  : words.ways[way],
              )
              .join(' · ')}
          </dd>
        </>
      )}
      {agent !== undefined && answers[agent.id] !== undefined && (
        <>
          <dt>{words.mandate}</dt>
          <dd>
            {mandateAt === null ? words.noMandate : words.mandated(mandateAt)}
          </dd>
        </>
      )}
      {walkIn !== null && (
        <>
          <dt>{words.number}</dt>
          <dd>{words.walkIn(walkIn)}</dd>
        </>
      )}
    </>
  );
}

/** What else one person had at that sitting. */
export function SameVisit({
  bundle,
  cases,
}: {
  bundle: CaseDetail['bundle'];
  cases: CaseDetail['sameVisit'];
}) {
  if (cases.length === 0 && bundle === null) return null;
  return (
    <section class="case-section">
      <h3>
        {bundle === null
          ? words.sameVisit
          : words.bundle(bundle.name, bundle.done, bundle.parts)}
      </h3>
      <ul class="rows">
        {cases.map(({ caseId, number, matterShort, display }) => (
          <li key={caseId}>
            <a href={hrefs.case(caseId)}>
              {matterShort} {groupCaseNumber(number).lastNine}
            </a>{' '}
            <StatusTag status={display} />
          </li>
        ))}
      </ul>
    </section>
  );
}
