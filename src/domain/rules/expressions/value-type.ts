import type { Column, Field } from '../../catalogue/form-schema.ts';
import { unreachable } from '../../unreachable.ts';

/**
 * What a part of an expression may be compared with. A choice is text of which
 * the options are known; `literal` is what stands in quotes, text that a date or
 * a choice beside it still has to accept.
 */
export type ValueType =
  | { is: 'text'; options?: readonly string[]; literal?: string }
  | { is: 'number' | 'date' | 'truth' };

/** As much of a field (or of a bundle's question) as its name stands for. */
export type Named = Pick<Field, 'type' | 'options' | 'multiple' | 'columns'>;

/** Id to field: the names that an expression may use. */
export type Scope = ReadonlyMap<string, Named>;

/** undefined: no single value, to be asked only whether it is there. */
export function typeOfInput(input: Named | Column): ValueType | undefined {
  switch (input.type) {
    case 'text':
    case 'textarea':
    case 'idcard':
    case 'phone':
    case 'bankcard':
      return { is: 'text' };
    case 'select':
      if ('multiple' in input && input.multiple) return undefined;
      return { is: 'text', options: input.options ?? [] };
    case 'date':
      return { is: 'date' };
    case 'number':
    case 'money':
    case 'area':
      return { is: 'number' };
    case 'address':
    case 'table':
    case 'household-member-table':
      return undefined;
    default:
      return unreachable(input);
  }
}
