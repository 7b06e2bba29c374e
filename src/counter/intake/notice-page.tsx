import { noticeText } from '../../text/notice.ts';
import type { SummarisedError } from '../../ui/error-summary/error-summary.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { ReadAloud } from '../frame/read-aloud.tsx';
import { SheetPlace, useSheet } from '../sheet/sheet-place.tsx';
import { subjectOf, tabTitle, type Intake } from './intake.ts';
import { judge, summarise } from './judge.ts';
import { noticeLines, type NoticeLine } from './notice-lines.ts';
import { NoticeSheet } from './notice-sheet.tsx';

/**
 * 一次性告知: everything that this draft still lacks, at once and in writing, before
 * the resident leaves (Administrative Licensing Law art. 32 (4)). It is whole by
 * construction: the same list that keeps the draft from being sent.
 */
export function NoticePage({ intake }: { intake: Intake }) {
  const { draft, matter } = intake;
  const errors = summarise(intake, judge(intake), { withSigning: false });
  const lines = noticeLines(errors, matter);
  const sheet = useSheet({ kind: 'notice', jobTitle: noticeText.title });
  return (
    <Screen
      title={noticeText.title}
      tabTitle={tabTitle(noticeText.title, matter)}
      subject={subjectOf(intake)}
      back={paths.step(draft.draftId, 'check')}
      inDraft
      primary={{
        label: noticeText.print,
        onPress: sheet.press,
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
        <ReadAloud sentences={noticeWords(lines)} />
      </div>
      <SheetPlace sheet={sheet} isFolded>
        <NoticeSheet intake={intake} lines={lines} />
      </SheetPlace>
    </Screen>
  );
}

/** On the screen each line leads to where it is mended. */
function Place(props: { errors: SummarisedError[]; line: NoticeLine }) {
  const { id, text } = props.line;
  const href = props.errors.find(({ elementId }) => elementId === id)?.href;
  return href === undefined ? <span>{text}</span> : <a href={href}>{text}</a>;
}

/** All of it, one after the other; names nobody. */
function noticeWords(lines: readonly NoticeLine[]): string[] {
  return lines.length === 0
    ? [noticeText.nothing]
    : [
        noticeText.lead(lines.length),
        ...lines.flatMap(({ text, ways }) => [text, ways]).filter(Boolean),
        noticeText.inVillage,
      ];
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
