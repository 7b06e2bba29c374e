import { parseIsoDate } from '../../domain/calendar/civil-date.ts';
import { dayInSentence } from '../../text/common.ts';
import { sheetText, promiseText } from '../../text/sheet.ts';
import { waysText } from '../../text/ways.ts';
import type { PromisedPaper } from '../intake/promises.ts';
import { Pairs } from './pairs.tsx';
import { personLines } from './person.ts';
import { Signing } from './signing.tsx';
import { SubjectHead } from './subject-head.tsx';
import type { SheetSubject } from './subject.ts';

type PromiseSheetProps = { subject: SheetSubject; paper: PromisedPaper };

/** What is promised in place of a paper, in the very words that were read out. */
export function PromiseSheet({ subject, paper }: PromiseSheetProps) {
  const { matter, answers, day, station, clerk } = subject;
  const name =
    matter.materials.find(({ id }) => id === paper.paperId)?.name ?? '';
  return (
    <>
      <SubjectHead title={promiseTitle(paper)} subject={subject} />
      <Pairs
        lines={[
          ...personLines(matter, answers, matter.counterRole).slice(0, 3),
          { label: promiseText.paper, value: name },
        ]}
      />
      <p class="sheet-signing">
        {paper.how === 'commitment'
          ? waysText.commitmentText(name, matter.name)
          : waysText.deficiencyText(name, matter.name, dayOf(paper.dueOn))}
      </p>
      <p>{waysText.promiseLimits}</p>
      <Signing label={promiseText.promiser} page={paper.signature} day={day} />
      <p class="sheet-signing">
        {sheetText.handedIn} {sheetText.by(station, clerk)}
      </p>
      <p>{sheetText.copies}</p>
    </>
  );
}

export function promiseTitle({ how }: Pick<PromisedPaper, 'how'>): string {
  return promiseText[how];
}

/** What is no day yet is printed as it was typed. */
function dayOf(day: string): string {
  return parseIsoDate(day) === undefined
    ? day
    : dayInSentence(day, { withYear: true });
}
