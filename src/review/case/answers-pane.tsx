import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { groupCaseNumber, momentInSentence } from '../../text/common.ts';
import { caseText, worklistText } from '../../text/review.ts';
import { fieldPlainText, FieldView } from '../../ui/field/field.tsx';
import { answerSections, type AnswerRow } from './answer-sections.ts';

type PaneProps = { detail: CaseDetail; matter: Matter | null; today: string };

/** Left: what was filled in, whole, for here it is checked. */
export function AnswersPane({ detail, matter, today }: PaneProps) {
  const { row, clerk } = detail;
  const number = groupCaseNumber(row.number);
  return (
    <>
      {matter !== null &&
        answerSections(matter, detail.answers).map(({ title, rows }) => (
          <section key={title} class="case-section">
            <h3>{title}</h3>
            <dl class="pairs">
              {rows.map((each) => (
                <AnswerPair key={each.field.id} {...each} today={today} />
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
        </dl>
        <p class="hint">{caseText.catalogue(detail.catalogueVersion)}</p>
      </section>
    </>
  );
}

function AnswerPair({ field, value, today }: AnswerRow & { today: string }) {
  const isTable =
    field.type === 'table' || field.type === 'household-member-table';
  if (value !== undefined && isTable) {
    return (
      <div class="pairs-wide">
        <dt>{field.label}</dt>
        <dd>
          <FieldView field={field} value={value} today={today} />
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
          fieldPlainText(field, value)
        )}
      </dd>
    </>
  );
}

/** The county's day on which the case is looked at. */
export function todayOf(now: number): string {
  return chinaDate(new Date(now).toISOString());
}
