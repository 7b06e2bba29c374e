import { useLocation } from 'preact-iso';
import { groupCaseNumber } from '../../text/common.ts';
import { originalsText, sheetText } from '../../text/sheet.ts';
import { visitText } from '../../text/visit.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';
import { keptOriginals } from '../sheet/originals-sheet.tsx';
import { going } from './going.ts';
import type { Visit } from './read-visit.ts';

/** The cases of one sitting, when there are several. */
export function VisitCases({ cases }: Pick<Visit, 'cases'>) {
  const [first] = cases;
  if (first === undefined || cases.length < 2) return null;
  const hasKept = cases.some(
    ({ view, matter }) =>
      keptOriginals({ matter, papers: view.papers }).length > 0,
  );
  return (
    <section class="stack-tight">
      <h2>{visitText.title(cases.length)}</h2>
      <ul class="rows">
        {cases.map(({ view: { caseId, matterShort, number } }) => (
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
      {hasKept && (
        <span>
          <Button href={paths.sheet(first.view.caseId, 'originals')}>
            <Icon name="printer" />
            {sheetText.print(originalsText.title)}
          </Button>
        </span>
      )}
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
