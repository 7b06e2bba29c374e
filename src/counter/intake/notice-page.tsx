import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import { maskName } from '../../domain/rules/mask.ts';
import { noticeText } from '../../text/notice.ts';
import type { SummarisedError } from '../../ui/error-summary/error-summary.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { deviceState } from '../device.ts';
import { now } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { printReceipt } from '../receipt/print-receipt.ts';
import '../receipt/print.css';
import { subjectOf, tabTitle, type Intake } from './intake.ts';
import { judge, summarise } from './judge.ts';
import { noticeLines, type NoticeLine } from './notice-lines.ts';

/**
 * 一次性告知: everything that this draft still lacks, at once and in writing, before
 * the resident leaves (Administrative Licensing Law art. 32 (4)). It is whole by
 * construction: the same list that keeps the draft from being sent.
 */
export function NoticePage({ intake }: { intake: Intake }) {
  const { draft, matter } = intake;
  const errors = summarise(intake, judge(intake), { withSigning: false });
  const lines = noticeLines(errors, matter);
  return (
    <Screen
      title={noticeText.title}
      tabTitle={tabTitle(noticeText.title, matter)}
      subject={subjectOf(intake)}
      back={paths.step(draft.draftId, 'check')}
      inDraft
      primary={{
        label: noticeText.print,
        onPress: () => printReceipt(noticeText.title),
      }}
    >
      <div class="stack screen-only">
        {lines.length === 0 ? (
          <p class="row">
            <Icon name="check" />
            {noticeText.nothing}
          </p>
        ) : (
          <>
            <p>{noticeText.lead(lines.length)}</p>
            <ol class="notice-lines">
              {lines.map((line) => (
                <li key={line.id}>
                  <Place errors={errors} line={line} />
                  {line.ways !== '' && <p class="hint">{line.ways}</p>}
                </li>
              ))}
            </ol>
          </>
        )}
        <p class="hint">{noticeText.hint}</p>
      </div>
      <PrintedNotice intake={intake} lines={lines} />
    </Screen>
  );
}

/** On the screen each line leads to where it is mended. */
function Place(props: { errors: SummarisedError[]; line: NoticeLine }) {
  const { id, text } = props.line;
  const href = props.errors.find(({ elementId }) => elementId === id)?.href;
  return href === undefined ? <span>{text}</span> : <a href={href}>{text}</a>;
}

/** A5, black on white, the name masked: it may lie about. */
function PrintedNotice(props: { intake: Intake; lines: NoticeLine[] }) {
  const { intake, lines } = props;
  const { draft, matter } = intake;
  const state = deviceState.value;
  const name = applicantName(matter, draft.answers);
  return (
    <section class="printed-receipt print-only" aria-hidden="true">
      <p class="printed-centre">{state?.station?.name}</p>
      <h2>{noticeText.title}</h2>
      <p class="printed-centre">{noticeText.beforeIntake}</p>
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
      <p class="printed-signature">{noticeText.signedFor}</p>
    </section>
  );
}

/** Shown where something is missing: leads to the list of all of it. */
export function NoticeLink({ intake }: { intake: Intake }) {
  const { draft } = intake;
  const errors = summarise(intake, judge(intake), { withSigning: false });
  if (errors.length === 0 || draft.purpose.kind !== 'submit') return null;
  return (
    <span>
      <a class="button" href={paths.step(draft.draftId, 'notice')}>
        <Icon name="printer" />
        {noticeText.link(errors.length)}
      </a>
    </span>
  );
}
