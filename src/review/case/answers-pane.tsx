import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { groupCaseNumber, momentInSentence } from '../../text/common.ts';
import { caseText, worklistText } from '../../text/review.ts';
import { cellText } from '../../ui/field/cell-kinds.ts';
import { fieldPlainText } from '../../ui/field/field.tsx';
import { TableRows } from '../../ui/field/table-view.tsx';
import { answerSections, type AnswerRow } from './answer-sections.ts';
import { maskedText } from './masked-text.ts';
import { NumbersButton } from './numbers-button.tsx';
import { SameVisit, Served } from './served.tsx';
import type { Numbers } from './use-numbers.ts';

type PaneProps = {
  detail: CaseDetail;
  matter: Matter | null;
  numbers: Numbers;
};

/** Left: what was filled in; its numbers whole only when they are asked for. */
export function AnswersPane({ detail, matter, numbers }: PaneProps) {
  const { row, clerk } = detail;
  const number = groupCaseNumber(row.number);
  return (
    <>
      <NumbersButton numbers={numbers} />
      {matter !== null &&
        answerSections(matter, detail.answers).map(({ title, rows }) => (
          <section key={title} class="case-section">
            <h3>{title}</h3>
            <dl class="pairs">
              {rows.map((each) => (
                <AnswerPair key={each.field.id} {...each} />
              ))}
            </dl>
          </section>
        ))}
      <section class="case-section">
        <h3>{caseText.intake}</h3>
        <dl class="pairs">
          <dt>{caseText.number}</dt>
          <dd>
            {number.head} <strong class="nowrap">{number.lastNine}</strong>
          </dd>
          <dt>{caseText.clerk}</dt>
          <dd>
            {clerk.name} {worklistText.village(row.stationName, row.townName)}
          </dd>
          <dt>{caseText.intake}</dt>
          <dd>{momentInSentence(row.takenInAt)}</dd>
          <dt>{caseText.arrived}</dt>
          <dd>{momentInSentence(row.arrivedAt)}</dd>
          <Served {...{ detail, matter }} />
        </dl>
        <p class="hint">{caseText.catalogue(detail.catalogueVersion)}</p>
      </section>
      <SameVisit bundle={detail.bundle} cases={detail.sameVisit} />
    </>
  );
}

function AnswerPair({ field, value }: AnswerRow) {
  const isTable =
    field.type === 'table' || field.type === 'household-member-table';
  if (value !== undefined && isTable) {
    return (
      <div class="pairs-wide">
        <dt>{field.label}</dt>
        <dd>
          <TableRows
            {...{ field, value }}
            cell={(cell, column) => maskedText(cell) ?? cellText(column, cell)}
          />
        </dd>
      </div>
    );
  }
  return (
    <>
      <dt>{field.label}</dt>
      <dd>
        {value === undefined ? (
          <span class="case-missing">{caseText.notAnswered}</span>
        ) : (
          (maskedText(value) ?? fieldPlainText(field, value))
        )}
      </dd>
    </>
  );
}
