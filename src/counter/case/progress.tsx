import type { CaseView } from '../../device/device-api.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { clockTime, dayInSentence } from '../../text/common.ts';
import { caseText } from '../../text/counter.ts';
import './case.css';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** What happened when; where intake and arrival are days apart both are named. */
export function Progress({ view }: { view: CaseView }) {
  const { takenInAt, arrivedAt, events } = view;
  const lines = [
    { at: takenInAt, text: caseText.takenIn },
    ...(arrivedAt === null ? [] : [{ at: arrivedAt, text: caseText.arrived }]),
    ...events
      .filter(({ body }) => body.kind !== 'received')
      .map(({ at, by, body }) => ({
        at,
        text:
          body.kind === 'accepted' && body.deemedFrom !== undefined
            ? caseText.deemedAccepted
            : caseText.events[body.kind],
        by: by.kind === 'staff' ? by.name : undefined,
      })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  const silentDays =
    arrivedAt === null
      ? 0
      : Math.floor((Date.parse(arrivedAt) - Date.parse(takenInAt)) / DAY_MS);
  return (
    <section class="stack-tight">
      <h2>{caseText.progress}</h2>
      {arrivedAt !== null && silentDays > 0 && (
        <p class="hint">
          {caseText.bothTimes(
            dayInSentence(takenInAt),
            dayInSentence(arrivedAt),
            silentDays,
          )}
        </p>
      )}
      <ol class="plain-list progress">
        {lines.map(({ at, text, ...rest }) => (
          <li key={at + text}>
            <time dateTime={at}>
              <span class="nowrap">{chinaDate(at)}</span>{' '}
              <span class="nowrap">{clockTime(at)}</span>
            </time>
            <span>
              {text}
              {'by' in rest && rest.by !== undefined && (
                <span class="hint"> {rest.by}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
