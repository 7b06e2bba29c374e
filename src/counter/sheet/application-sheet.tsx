import type { Answer, Answers, TableRow } from '../../domain/cases/answers.ts';
import type { Column, Field } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { formSections } from '../../domain/rules/form-sections.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { dayInSentence, groupFours } from '../../text/common.ts';
import { checkText, signText } from '../../text/intake.ts';
import { applicationText } from '../../text/sheet.ts';
import { waysText } from '../../text/ways.ts';
import { cellText } from '../../ui/field/cell-kinds.ts';
import { fieldPlainText } from '../../ui/field/field.tsx';
import { rowsOf } from '../../ui/field/use-rows.ts';
import { Signing } from './signing.tsx';
import { SubjectHead } from './subject-head.tsx';
import type { SheetSubject } from './subject.ts';

/** How sure a text of law must be to stand on a paper. */
const SURE = ['law', 'gov'];

/** The application as it was filled in: everything in full, for the file. */
export function ApplicationSheet({ subject }: { subject: SheetSubject }) {
  const { matter, answers, papers, signature, witness, day } = subject;
  const { applicantFields, matterFields } = formSections(matter);
  const basis = matter.legalBasis.filter(({ provenance }) =>
    SURE.includes(provenance),
  );
  return (
    <>
      <SubjectHead title={applicationTitle(matter)} subject={subject} />
      <Section
        title={applicationText.applicant}
        fields={applicantFields}
        answers={answers}
      />
      <Section
        title={applicationText.form}
        fields={matterFields}
        answers={answers}
      />
      <h3>{applicationText.papers}</h3>
      <ol>
        {papers.map((paper) => {
          const name = nameOf(matter, paper.paperId);
          return (
            <li key={paper.paperId}>
              {name} {handedIn(paper)}
            </li>
          );
        })}
      </ol>
      <h3>{applicationText.statement}</h3>
      <p>{signText.statement(matter.name)}</p>
      {(signature !== null || witness === null) && (
        <Signing label={applicationText.applicant} page={signature} day={day} />
      )}
      {witness !== null && (
        <>
          <p>{signText.witnessSays}</p>
          <Signing
            label={applicationText.witness(witness.name)}
            page={witness.signature}
            day={day}
          />
        </>
      )}
      <p>
        {applicationText.applied} {dayInSentence(day, { withYear: true })}
      </p>
      {basis.length > 0 && (
        <>
          <h3>{applicationText.basis}</h3>
          {basis.map(({ text }) => (
            <p key={text}>{text}</p>
          ))}
        </>
      )}
    </>
  );
}

/** As the catalogue calls it, where it does. */
export function applicationTitle({ materials, name }: Matter): string {
  const form = materials.find(
    (material) =>
      material.source === 'generated' &&
      material.name.endsWith(applicationText.ending),
  );
  return form?.name ?? applicationText.title(name);
}

function Section(props: {
  title: string;
  fields: readonly Field[];
  answers: Answers;
}) {
  const { title, fields, answers } = props;
  const answered = fields.flatMap((field) => {
    const value = answers[field.id];
    return value === undefined ? [] : [{ field, value }];
  });
  const plain = answered.filter(({ field }) => field.columns === undefined);
  return (
    <>
      <h3>{title}</h3>
      <dl>
        {plain.map(({ field, value }) => (
          <div key={field.id}>
            <dt>{field.label}</dt>
            <dd>{fieldPlainText(field, value)}</dd>
          </div>
        ))}
      </dl>
      {answered.map(
        ({ field, value }) =>
          field.columns !== undefined && (
            <AnsweredTable key={field.id} field={field} value={value} />
          ),
      )}
    </>
  );
}

function AnsweredTable({ field, value }: { field: Field; value: Answer }) {
  const { label, columns = [] } = field;
  return (
    <>
      <h3>{label}</h3>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(value).map((row, n) => (
            <tr key={n}>
              {columns.map((column) => (
                <td key={column.id} data-label={column.label}>
                  {cellOf(row, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function cellOf(row: TableRow, column: Column): string {
  const cell = row[column.id];
  return cell === undefined ? '' : cellText(column, cell);
}

function handedIn(paper: SheetSubject['papers'][number]): string {
  switch (paper.how) {
    case 'photo': {
      const photographs = checkText.photographs(paper.pages.length);
      return paper.seenAt === undefined
        ? photographs
        : waysText.checkedCopy(photographs);
    }
    case 'seen':
      return checkText.seen;
    case 'generated':
      return checkText.generated;
    case 'eCert':
      return `${waysText.certificate} ${groupFours(paper.certificate)}`;
    case 'commitment':
      return waysText.committed;
    case 'deficiency':
      return waysText.putOff(dayInSentence(paper.dueOn));
    default:
      return unreachable(paper);
  }
}

const nameOf = ({ materials }: Matter, paperId: string) =>
  materials.find(({ id }) => id === paperId)?.name ?? '';
