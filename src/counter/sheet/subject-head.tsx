import { applicantName } from '../../domain/rules/applicant.ts';
import { sheetText } from '../../text/sheet.ts';
import { CaseHead } from './case-head.tsx';
import type { SheetSubject } from './subject.ts';

type SubjectHeadProps = { title: string; subject: SheetSubject };

/** Title and what the sheet belongs to: the case, or a draft without a number yet. */
export function SubjectHead({ title, subject }: SubjectHeadProps) {
  const { matter, answers, view, station, clerk } = subject;
  const facts = (
    <>
      <p>
        <strong>{matter.name}</strong>
      </p>
      <p>{applicantName(matter, answers)}</p>
      <p>{sheetText.by(station, clerk)}</p>
    </>
  );
  return (
    <>
      <h2>{title}</h2>
      {view === undefined ? (
        <div class="sheet-centre">
          {facts}
          <p>{sheetText.noNumberYet}</p>
        </div>
      ) : (
        <CaseHead receipt={view.receipt}>{facts}</CaseHead>
      )}
    </>
  );
}
