import type { Answer, Answers } from '../../domain/cases/answers.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { caseText } from '../../text/review.ts';

export type AnswerRow = {
  field: Field;
  /** Undefined = asked without condition and not answered. */
  value: Answer | undefined;
};
export type AnswerSection = { title: string; rows: AnswerRow[] };

/**
 * What was filled in, under the person it is about. The catalogue has no
 * sections; whose data fills a field (`applicant.name`) says whose it is.
 */
export function answerSections(
  matter: Matter,
  answers: Answers,
): AnswerSection[] {
  const sections = new Map<string, AnswerRow[]>();
  for (const field of matter.fields) {
    const value = answers[field.id];
    const isOwed = field.required && field.visibleIf === undefined;
    if (value === undefined && !isOwed) continue;
    const role = field.prefill?.split('.')[0] ?? '';
    const title =
      caseText.sections[role] ?? caseText.sections['matter'] ?? role;
    const rows = sections.get(title) ?? [];
    rows.push({ field, value });
    sections.set(title, rows);
  }
  const known = new Set(matter.fields.map(({ id }) => id));
  const unknown = Object.entries(answers).filter(([id]) => !known.has(id));
  if (unknown.length > 0) {
    sections.set(
      caseText.sections['unknown'] ?? '',
      unknown.map(([id, value]) => ({ field: unknownField(id), value })),
    );
  }
  return [...sections].map(([title, rows]) => ({ title, rows }));
}

/** An answer that the pinned catalogue does not name is still shown. */
function unknownField(id: string): Field {
  return { id, label: id, type: 'text', required: false, pi: 'sensitive' };
}
