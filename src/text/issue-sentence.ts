import type { Field } from '../domain/catalogue/form-schema.ts';
import type { AnswerIssue } from '../domain/rules/answer-issue.ts';
import { answerIssueSentence } from './errors.ts';
import { fieldText } from './fields.ts';

/** What is wrong anywhere in a field; inside a table the sentence names the row. */
export function issueSentence(
  issue: AnswerIssue,
  field: Pick<Field, 'label' | 'type' | 'unit' | 'columns'>,
): string {
  const [, row = '', columnId] = issue.path.split('.');
  const column = field.columns?.find(({ id }) => id === columnId);
  if (column === undefined) return answerIssueSentence(issue, field);
  const place = fieldText.rowOf(field.label, Number(row) + 1);
  return `${place}：${answerIssueSentence(issue, column)}`;
}
