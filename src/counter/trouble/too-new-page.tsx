import { useState } from 'preact/hooks';
import { sendText } from '../../text/send.ts';
import { tooNewText } from '../../text/trouble.ts';
import { Button } from '../../ui/button/button.tsx';
import { Page } from '../../ui/page/page.tsx';
import { paths } from '../frame/navigation.ts';
import { notedStation } from '../station-mark.ts';
import { findUpdate } from '../update.ts';

/** Newer code wrote the store: the queue goes on, and the rest waits for it. */
export function TooNewPage() {
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const update = async () => {
    setBusy(true);
    setFailed(!(await findUpdate()));
    setBusy(false);
  };
  return (
    <Page
      title={tooNewText.title}
      townshipPhone={notedStation.value?.phone ?? undefined}
      primary={
        <Button
          kind="primary"
          busy={isBusy ? tooNewText.updating : undefined}
          onPress={() => void update()}
        >
          {tooNewText.update}
        </Button>
      }
    >
      <p>{tooNewText.explained}</p>
      <p role="status">{hasFailed && tooNewText.needsNetwork}</p>
      <p>
        <a href={paths.send}>{sendText.title}</a>
      </p>
    </Page>
  );
}
