import { useState } from 'preact/hooks';
import { lineText } from '../../text/line.ts';
import { useWatch } from '../device.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { moveLine, NumberLine } from './number-line.tsx';

/** Numbers for whoever waits at the counter. */
export function LinePage() {
  const line = useWatch((device) => device.line.watch).value;
  const [isNew, setNew] = useState(false);
  const take = async () => setNew((await moveLine('take')) === undefined);
  return (
    <Screen
      title={lineText.title}
      nav
      primary={{ label: lineText.take, onPress: () => void take() }}
    >
      {line ? <NumberLine {...{ line, isNew }} /> : <Opening />}
    </Screen>
  );
}
