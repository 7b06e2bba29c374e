import { useState } from 'preact/hooks';
import type { DraftSummary, HomeVisit } from '../../device/device-api.ts';
import { addDays } from '../../domain/calendar/civil-date.ts';
import { errorSentence } from '../../text/errors.ts';
import { lineText } from '../../text/line.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState } from '../device.ts';
import { paths } from '../frame/navigation.ts';

export type Visited = DraftSummary & { homeVisit: HomeVisit };

/** Those of today and of days that have passed, and those to come; as one walks. */
export function sortVisits(
  drafts: readonly DraftSummary[],
  today: string,
): { due: Visited[]; later: Visited[] } {
  const all = drafts
    .filter((each): each is Visited => each.homeVisit !== undefined)
    .filter(({ removedAt }) => removedAt === null)
    // The highest group first: out to the furthest, and home again.
    .sort(
      (one, other) => (other.homeVisit.group ?? 0) - (one.homeVisit.group ?? 0),
    );
  const isDue = ({ homeVisit }: Visited) => homeVisit.day <= today;
  return {
    due: all.filter(isDue),
    later: all.filter((each) => !isDue(each)),
  };
}

type ListProps = ReturnType<typeof sortVisits> & { today: string };

/** Whom to go to, what for, and the acts at the door. */
export function VisitList({ due, later, today }: ListProps) {
  const [failure, setFailure] = useState<string>();
  const putOff = async (draftId: string, day: string) => {
    const planned = await device().drafts.planVisit(draftId, day);
    setFailure(planned.ok ? undefined : errorSentence(planned.code));
  };
  const hasHandbook = (deviceState.value?.catalogue ?? null) !== null;
  const row = (each: Visited) => {
    const { draftId, matterShort, applicantName, homeVisit } = each;
    const { day, group, age, phone } = homeVisit;
    const other = addDays(day < today ? today : day, 1);
    return (
      <li key={draftId}>
        <div class="row-still">
          <span class="row-main">
            <span class="row-title">
              {lineText.who(applicantName ?? lineText.nameless, group, age)}
            </span>
            <span class="hint">
              {matterShort}
              {day > today && ` · ${lineText.planned(day)}`}
            </span>
            <span class="buttons">
              <Button href={paths.intake(draftId)}>{lineText.arrive}</Button>
              {phone !== '' && (
                <Button href={`tel:${phone}`}>{lineText.call}</Button>
              )}
              <Button onPress={() => void putOff(draftId, other)}>
                {lineText.otherDay}
              </Button>
            </span>
          </span>
        </div>
      </li>
    );
  };
  return (
    <>
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      {hasHandbook && <p class="hint">{lineText.offline}</p>}
      {due.length === 0 && (
        <>
          <p>{lineText.noVisits}</p>
          <p class="hint">
            <Icon name="pencil" /> {lineText.howToPlan}
          </p>
        </>
      )}
      <ul class="rows">{due.map(row)}</ul>
      {later.length > 0 && (
        <>
          <h2>{lineText.later}</h2>
          <ul class="rows">{later.map(row)}</ul>
        </>
      )}
    </>
  );
}
