import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { lineText } from '../../text/line.ts';
import { Button } from '../../ui/button/button.tsx';
import { useWatch } from '../device.ts';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { NumberLine, useMoves } from './number-line.tsx';
import { sortVisits, VisitList } from './visit-list.tsx';

/** Whom to go to today, and who waits at the counter. */
export function LinePage() {
  const { query, route } = useLocation();
  const line = useWatch((device) => device.line.watch).value;
  const drafts = useWatch((device) => device.drafts.watch).value;
  const [isNew, setNew] = useState(false);
  const moves = useMoves(line);
  if (!line || drafts === undefined) return <OpeningPage />;
  const day = today();
  const visits = sortVisits(drafts, day);
  const isNumbers = query['of'] === 'numbers';
  const take = async () => setNew(await moves.move('take'));
  const tab = (label: string, of?: 'numbers') => (
    <Button
      pressed={isNumbers === (of === 'numbers')}
      onPress={() => route(paths.line(of), true)}
    >
      {label}
    </Button>
  );
  return (
    <Screen
      title={
        isNumbers ? lineText.title : lineText.visitsTitle(visits.due.length)
      }
      tabTitle={lineText.home}
      nav
      primary={
        isNumbers
          ? {
              label: lineText.take,
              busy: moves.busy,
              onPress: () => void take(),
            }
          : undefined
      }
    >
      <div class="buttons screen-only">
        {tab(lineText.visits(visits.due.length))}
        {tab(lineText.numbers(line.waiting), 'numbers')}
      </div>
      {isNumbers ? (
        <NumberLine {...{ line, isNew, moves }} />
      ) : (
        <VisitList {...visits} today={day} />
      )}
    </Screen>
  );
}
