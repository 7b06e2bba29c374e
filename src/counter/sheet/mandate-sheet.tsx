import { mandateText, sheetText } from '../../text/sheet.ts';
import { Pairs } from './pairs.tsx';
import { personLines } from './person.ts';
import { Signing } from './signing.tsx';
import { SubjectHead } from './subject-head.tsx';
import type { SheetSubject } from './subject.ts';

/** Who may act for the applicant; signed by hand, so what is unknown is left open. */
export function MandateSheet({ subject }: { subject: SheetSubject }) {
  const { matter, answers } = subject;
  return (
    <>
      <SubjectHead title={mandateText.title} subject={subject} />
      <h3>{mandateText.giver}</h3>
      <Pairs lines={personLines(matter, answers, matter.counterRole)} />
      <h3>{mandateText.taker}</h3>
      <Pairs lines={personLines(matter, answers, 'agent')} />
      <p class="sheet-signing">{mandateText.text(matter.name)}</p>
      <p>{mandateText.powers}</p>
      <p>{mandateText.limits}</p>
      <p>{mandateText.term}</p>
      <p>{mandateText.free}</p>
      <div class="sheet-signing">
        <Signing label={mandateText.giver} />
        <Signing label={mandateText.taker} />
        <Signing label={mandateText.witness} />
      </div>
      <p>{sheetText.copies}</p>
    </>
  );
}
