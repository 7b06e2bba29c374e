// What a spreadsheet brings into a sheet: whose each row is, and what of it is a
// column here. Nothing is taken in that is not surely somebody's.
import type { RowChanges } from '../../device/device-api.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { batchColumns } from '../../domain/rules/batch-columns.ts';
import { checkIdNumber } from '../../domain/rules/checks/id-number.ts';
import { batchText } from '../../text/batch.ts';
import { answerIssueSentence } from '../../text/errors.ts';
import { listText } from '../../text/township-list.ts';
import { device } from '../device.ts';
import { guessColumns } from '../township-list/list-people.ts';
import type { Batch } from './use-batch.ts';

export type Pasted = {
  /** Of rows that are there, and of residents who have none yet. */
  rows: { draftId?: string; residentId?: string; answers: Answers }[];
  /** `row`: as the spreadsheet counts it, from 1. */
  refused: { row: number; says: string }[];
};
type Answers = RowChanges['answers'];
type Cells = readonly (readonly string[])[];

/** A spreadsheet that has made a number of the text keeps 15 digits of it. */
const DAMAGED = /^\d(\.\d+)?E\+?\d+$/i;

/** Whether its first row says which column names the person. */
export function namesPeople([head = []]: Cells): boolean {
  const { name, idNo } = guessColumns(head);
  return name >= 0 || idNo >= 0;
}

export async function readPasted(
  { batchId, matter }: Pick<Batch, 'batchId' | 'matter'>,
  [head = [], ...table]: Cells,
): Promise<Pasted> {
  const place = guessColumns(head);
  const columns = batchColumns(matter);
  const fields = head.map((cell, at) =>
    at === place.name || at === place.idNo
      ? undefined
      : columns.find(({ label }) => label.includes(plain(cell) || '\n')),
  );
  const who = table.map((cells) => {
    const typed = plain(cells[place.idNo] ?? '').replace(/^'/, '');
    const number = checkIdNumber(typed);
    return {
      name: plain(cells[place.name] ?? ''),
      idNo: number.ok ? number.value.number : typed,
      says: DAMAGED.test(typed)
        ? batchText.damaged
        : number.ok || typed === ''
          ? typed === ''
            ? batchText.nameOnly
            : batchText.nobody
          : answerIssueSentence(number, { label: '', type: 'idcard' }),
    };
  });
  const found = await device().batches.match(
    batchId,
    who.map(({ name, idNo }) => ({ name, idNo })),
  );
  const pasted: Pasted = { rows: [], refused: [] };
  const rowOf = new Map<string, number>();
  table.forEach((cells, at) => {
    const row = at + 2;
    const of = (found.ok && found.value[at]) || {};
    const id = of.draftId ?? of.residentId ?? '';
    const before = rowOf.get(id);
    if (id === '' || before !== undefined) {
      const says =
        before === undefined
          ? (who[at]?.says ?? '')
          : listText.sameNumber(before);
      pasted.refused.push({ row, says });
      return;
    }
    rowOf.set(id, row);
    pasted.rows.push({ ...of, answers: answersIn(cells, fields) });
  });
  return pasted;
}

/** Cells from one place on, right and down as they stood. */
export function pasteBlock(
  { lines, matter }: Pick<Batch, 'lines' | 'matter'>,
  [row = 0, column = 0]: readonly number[],
  table: Cells,
): RowChanges[] {
  const fields = batchColumns(matter).slice(column);
  return lines.slice(row, row + table.length).map(({ draftId }, at) => ({
    draftId,
    answers: answersIn(table[at] ?? [], fields),
  }));
}

/** An empty cell says nothing. */
function answersIn(
  cells: readonly string[],
  fields: readonly (Field | undefined)[],
): Answers {
  return Object.fromEntries(
    fields.flatMap((field, at) => {
      const text = cells[at]?.trim();
      return field && text
        ? [[field.id, field.type === 'text' ? text : plain(text)]]
        : [];
    }),
  );
}

/** Full width and line breaks are how a cell looks, not what it says. */
const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '');
