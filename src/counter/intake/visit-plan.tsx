import type { DraftView } from '../../device/device-api.ts';
import { lineText } from '../../text/line.ts';
import { Button } from '../../ui/button/button.tsx';
import { device } from '../device.ts';
import { today } from '../frame/clock.ts';
import { changeDraft } from './draft-saver.ts';

/** Whether it is done at his home: then it stands on the list of those to go to. */
export function VisitPlan({ draft }: { draft: DraftView }) {
  if (draft.purpose.kind !== 'submit') return null;
  const { homeVisitOn } = draft;
  const plan = (day: string | null) =>
    void changeDraft((draftId) => device().drafts.planVisit(draftId, day), {
      isReadOut: true,
    });
  return homeVisitOn === null ? (
    <Button onPress={() => plan(today())}>{lineText.plan}</Button>
  ) : (
    <div class="spread">
      <p>{lineText.planned(homeVisitOn)}</p>
      <Button kind="plain" onPress={() => plan(null)}>
        {lineText.unplan}
      </Button>
    </div>
  );
}
