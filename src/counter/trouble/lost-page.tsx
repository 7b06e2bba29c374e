import { lostText } from '../../text/trouble.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { Page } from '../../ui/page/page.tsx';
import type { StationMark } from '../mark-of-station.ts';
import { acceptLoss } from '../station-mark.ts';

/** The device starts empty and was a station before: said, never passed over. */
export function LostPage({ mark }: { mark: StationMark }) {
  const { unsentOperations, unsentMaterials } = mark;
  return (
    <Page
      title={lostText.title}
      townshipPhone={mark.phone ?? undefined}
      primary={
        <Button kind="primary" onPress={acceptLoss}>
          {lostText.begin}
        </Button>
      }
    >
      <Notice tone="bad" icon="octagon">
        <p>
          {lostText.was(mark.townName, mark.stationName, mark.deviceNumber)}
        </p>
      </Notice>
      <p>
        {lostText.lastStep(mark.lastSeq, mark.at)}
        {unsentOperations + unsentMaterials === 0
          ? lostText.nothingUnsent
          : lostText.unsent(unsentOperations, unsentMaterials)}
      </p>
      <p>{lostText.whatToDo}</p>
      <p>{lostText.enrolAgain}</p>
    </Page>
  );
}
