// Whom the rows of a township's file name, and what is wrong with which of them.
import type { Address } from '../../domain/cases/answers.ts';
import type { Person } from '../../domain/people/person.ts';
import { checkIdNumber } from '../../domain/rules/checks/id-number.ts';
import { checkPhone } from '../../domain/rules/checks/phone.ts';
import { answerIssueSentence } from '../../text/errors.ts';
import { listText } from '../../text/township-list.ts';

export const COLUMNS = ['name', 'idNo', 'phone', 'group', 'detail'] as const;
export type ListColumn = (typeof COLUMNS)[number];
/** The column's place in a row; -1: the file has none. */
export type Columns = Record<ListColumn, number>;

/** By the words of the first row. */
export function guessColumns(head: readonly string[]): Columns {
  const place = (column: ListColumn) =>
    head.findIndex((cell) => listText.heads[column].test(cell));
  return {
    name: place('name'),
    idNo: place('idNo'),
    phone: place('phone'),
    group: place('group'),
    detail: place('detail'),
  };
}

/** `row`: as the spreadsheet counts it, from 1. */
export type RowIssue = { row: number; says: string };

/** `village`: where they live, if the list is a village's. */
export function readPeople(
  rows: readonly (readonly string[])[],
  columns: Columns,
  village: Address | undefined,
): { people: Person[]; issues: RowIssue[] } {
  const found = new Map<string, Person>();
  const rowOf = new Map<string, number>();
  const issues: RowIssue[] = [];
  rows.slice(1).forEach((cells, at) => {
    const row = at + 2;
    const cell = (column: ListColumn) => cells[columns[column]] ?? '';
    const says = (text: string) => issues.push({ row, says: text });
    const number = checkIdNumber(cell('idNo'));
    const name = cell('name');
    if (name === '') return says(listText.noName);
    if (!number.ok)
      return says(answerIssueSentence(number, { label: '', type: 'idcard' }));
    const idNo = number.value.number;
    const before = rowOf.get(idNo);
    if (before !== undefined) return says(listText.sameNumber(before));
    rowOf.set(idNo, row);
    const phone = checkPhone(cell('phone'));
    if (!phone.ok && cell('phone') !== '') says(listText.withoutPhone);
    const group = /\d+/.exec(cell('group'))?.[0];
    found.set(idNo, {
      idNo,
      name,
      ...(phone.ok && { phone: phone.value.digits }),
      ...(village && {
        hukou: {
          ...village,
          ...(group !== undefined && { group: Number(group) }),
          detail: cell('detail'),
        },
      }),
    });
    return undefined;
  });
  return { people: [...found.values()], issues };
}
