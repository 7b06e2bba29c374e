/** DOM ids of a field's parts. Error summaries link to `inputId`. */
export const inputId = (fieldId: string) => `field-${fieldId}`;
/** Path of a cell, row counted from 0; an id of its own for its input. */
export const cellPath = (fieldId: string, row: number, columnId: string) =>
  `${fieldId}.${row}.${columnId}`;
export const hintId = (fieldId: string) => `hint-${fieldId}`;
export const errorId = (fieldId: string) => `error-${fieldId}`;
export const readingId = (fieldId: string) => `reading-${fieldId}`;

/** Which lines describe the input, in the order they are read out. */
export function describedBy(
  fieldId: string,
  shown: { hint: boolean; error: boolean; reading?: boolean },
): string | undefined {
  const ids = [
    shown.error && errorId(fieldId),
    shown.hint && hintId(fieldId),
    shown.reading === true && readingId(fieldId),
  ].filter((id) => id !== false);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
