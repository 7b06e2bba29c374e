import type { Column } from '../../domain/catalogue/form-schema.ts';
import { bankcardKind } from './bankcard-kind.tsx';
import { dateKind } from './date-kind.tsx';
import type { FieldKind } from './field-props.ts';
import { idcardKind } from './idcard-kind.tsx';
import { moneyKind } from './money-kind.tsx';
import { numberKind } from './number-kind.tsx';
import { phoneKind } from './phone-kind.tsx';
import { selectKind } from './select-kind.tsx';
import { textKind } from './text-kind.tsx';
import { textareaKind } from './textarea-kind.tsx';

/** The kinds that a column of a table may have too: one value each. */
export const cellKinds = {
  text: textKind,
  textarea: textareaKind,
  idcard: idcardKind,
  phone: phoneKind,
  date: dateKind,
  select: selectKind,
  money: moneyKind,
  area: numberKind,
  number: numberKind,
  bankcard: bankcardKind,
} satisfies Record<Column['type'], FieldKind>;

/** A cell as plain text: grouped, and never covered. */
export function cellText(column: Column, cell: string | number): string {
  return cellKinds[column.type].plainText(cell, column);
}
