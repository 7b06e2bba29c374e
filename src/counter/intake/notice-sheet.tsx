import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import { maskName } from '../../domain/rules/mask.ts';
import { noticeText } from '../../text/notice.ts';
import { deviceState } from '../device.ts';
import { now } from '../frame/clock.ts';
import type { Intake } from './intake.ts';
import type { NoticeLine } from './notice-lines.ts';

type NoticeSheetProps = { intake: Intake; lines: readonly NoticeLine[] };

/** What the draft lacks, as the resident takes it home; the name masked. */
export function NoticeSheet({ intake, lines }: NoticeSheetProps) {
  const { draft, matter } = intake;
  const state = deviceState.value;
  const name = applicantName(matter, draft.answers);
  return (
    <>
      <p class="sheet-centre">{state?.station?.name}</p>
      <h2>{noticeText.title}</h2>
      <p class="sheet-centre">{noticeText.beforeIntake}</p>
      <p>
        {name === '' ? noticeText.noName : maskName(name)}{' '}
        <strong>{matter.name}</strong>
      </p>
      {lines.length === 0 ? (
        <p>{noticeText.nothing}</p>
      ) : (
        <>
          <p>{noticeText.printedLead(lines.length)}</p>
          <ol>
            {lines.map(({ id, text, ways }) => (
              <li key={id}>
                {text}
                {ways !== '' && <p>{ways}</p>}
              </li>
            ))}
          </ol>
        </>
      )}
      <p>{noticeText.inVillage}</p>
      <p>
        {noticeText.by(
          state?.clerk?.name ?? '',
          chinaDate(now.value),
          state?.station?.phone ?? '',
        )}
      </p>
      <p class="sheet-signing">{noticeText.signedFor}</p>
    </>
  );
}
