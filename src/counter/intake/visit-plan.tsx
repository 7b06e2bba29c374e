import { useState } from 'preact/hooks';
import type { DraftView } from '../../device/device-api.ts';
import { errorSentence } from '../../text/errors.ts';
import { lineText } from '../../text/line.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { today } from '../frame/clock.ts';
import { changeDraft } from './draft-saver.ts';

/** Whether it is done at his home: then it stands on the list of those to go to. */
export function VisitPlan({ draft }: { draft: DraftView }) {
  const [failure, setFailure] = useState<string>();
  if (draft.purpose.kind !== 'submit') return null;
  const { homeVisitOn } = draft;
  const plan = async (day: string | null) => {
    const planned = await changeDraft(
      (draftId) => device().drafts.planVisit(draftId, day),
      { isReadOut: true },
    );
    setFailure(planned.ok ? undefined : errorSentence(planned.code));
  };
  return (
    <>
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      {homeVisitOn === null ? (
        <Button onPress={() => void plan(today())}>{lineText.plan}</Button>
      ) : (
        <div class="spread">
          <p>{lineText.planned(homeVisitOn)}</p>
          <Button kind="plain" onPress={() => void plan(null)}>
            {lineText.unplan}
          </Button>
        </div>
      )}
    </>
  );
}
