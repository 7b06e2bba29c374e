import { useState } from 'preact/hooks';
import { common } from '../../text/common.ts';
import { frameText } from '../../text/counter.ts';
import { Button } from '../../ui/button/button.tsx';
import { Page } from '../../ui/page/page.tsx';
import { takeOver, takeOverAnew, windowState } from '../one-window.ts';
import { isOutdated } from '../update.ts';

/** All that a second window shows: one counter, one draft, one truth. */
export function ElsewherePage() {
  const [isTaking, setTaking] = useState(false);
  const hasMoved = windowState.value === 'movedAway';
  return (
    <Page
      title={common.openElsewhere}
      primary={
        <Button
          kind="primary"
          busy={isTaking ? frameText.takingOver : undefined}
          onPress={() => {
            setTaking(true);
            if (isOutdated.value) takeOverAnew();
            else void takeOver();
          }}
        >
          {common.useHere}
        </Button>
      }
    >
      <p>{hasMoved ? frameText.movedAway : frameText.elsewhereExplained}</p>
    </Page>
  );
}
