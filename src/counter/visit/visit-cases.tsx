import { useLocation } from 'preact-iso';
import type { CaseView } from '../../device/device-api.ts';
import { groupCaseNumber } from '../../text/common.ts';
import { visitText } from '../../text/visit.ts';
import { Button } from '../../ui/button/button.tsx';
import { paths } from '../frame/navigation.ts';
import { going } from './going.ts';

/** The cases of one sitting, when there are several. */
export function VisitCases({ cases }: { cases: readonly CaseView[] }) {
  if (cases.length < 2) return null;
  return (
    <section class="stack-tight">
      <h2>{visitText.title(cases.length)}</h2>
      <ul class="rows">
        {cases.map(({ caseId, matterShort, number }) => (
          <li key={caseId}>
            <a href={paths.case(caseId)}>
              <span class="row-main">
                {matterShort}{' '}
                <span class="nowrap">
                  {visitText.lastNine(groupCaseNumber(number).lastNine)}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One more matter of the person who sits here. */
export function AnotherOfVisit({ caseId }: { caseId: string }) {
  const { route } = useLocation();
  const goOn = () => {
    going.value = caseId;
    route(paths.find);
  };
  return <Button onPress={goOn}>{visitText.another}</Button>;
}
