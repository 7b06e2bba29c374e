import type { Column } from '../../domain/catalogue/form-schema.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { maskIdNumber } from '../../text/common.ts';
import { groupPhone, readMoney, readQuantity } from '../../text/fields.ts';

/**
 * A cell of a table as text. Identity numbers stay covered: a table shows several people at once
 * and has no room for a button in each cell.
 */
export function plainCell(cell: string | number, column: Column): string {
  if (typeof cell === 'number') {
    return column.type === 'money'
      ? readMoney(cell)
      : readQuantity(cell, column.unit);
  }
  switch (column.type) {
    case 'idcard':
      return maskIdNumber(cell);
    case 'phone':
      return groupPhone(cell);
    case 'text':
    case 'textarea':
    case 'date':
    case 'select':
    case 'money':
    case 'area':
    case 'number':
    case 'bankcard':
      return cell;
    default:
      return unreachable(column.type);
  }
}
