import { unreachable } from '../../unreachable.ts';
import { commonType, type TypeCheck } from './common-type.ts';
import type { Call, Expression } from './expression.ts';
import { isAge } from './full-years.ts';
import { HELPERS, type OperandKind } from './helpers.ts';
import { typeOfInput, type Named, type ValueType } from './value-type.ts';

/** What a helper gives, after a look at each thing it is given. */
export function checkCall(call: Call, check: TypeCheck): ValueType {
  const { takes, gives } = HELPERS[call.helper];
  const { operands } = call;
  if (operands.length !== takes.length) {
    check.refuse('wrongCount', call.at, `${takes.length} expected`);
    return gives;
  }
  takes.forEach((kind, index) => {
    const operand = operands[index];
    if (operand !== undefined) checkOperand(kind, operand, { call, check });
  });
  return gives;
}

function checkOperand(
  kind: OperandKind,
  operand: Expression,
  { call, check }: { call: Call; check: TypeCheck },
): void {
  const demand = (isRight: boolean): void => {
    if (!isRight) check.refuse('wrongOperand', operand.at, `${kind} expected`);
  };
  switch (kind) {
    case 'field':
    case 'idNo':
    case 'table':
      return operand.kind === 'name'
        ? checkNamed(operand, (field) => demand(isOfKind(kind, field)), check)
        : demand(false);
    case 'date':
      return checkFits({ is: 'date' }, operand, check);
    case 'years':
      return demand(operand.kind === 'number' && isAge(operand.value));
    case 'column':
      if (operand.kind !== 'text') return demand(false);
      if (columnsOf(call, check) === undefined) return undefined;
      if (cellType(call, check) !== undefined) return undefined;
      return check.refuse('unknownColumn', operand.at, operand.value);
    case 'cell':
      return operand.kind === 'text' || operand.kind === 'number'
        ? checkFits(cellType(call, check), operand, check)
        : demand(false);
    default:
      return unreachable(kind);
  }
}

function checkNamed(
  { id, at }: { id: string; at: number },
  look: (field: Named) => void,
  check: TypeCheck,
): void {
  const field = check.scope.get(id);
  if (field === undefined) check.refuse('unknownName', at, id);
  else look(field);
}

function isOfKind(kind: 'field' | 'idNo' | 'table', field: Named): boolean {
  if (kind === 'field') return true;
  return kind === 'idNo'
    ? field.type === 'idcard'
    : field.columns !== undefined;
}

/** The operand must be comparable with what it will be held against. */
function checkFits(
  wanted: ValueType | undefined,
  operand: Expression,
  check: TypeCheck,
): void {
  const type = check.typeOf(operand);
  const { at } = operand;
  if (wanted === undefined || type === undefined) return;
  commonType({ type: wanted, at }, { type, at }, check);
}

/** Of the column that a call names; undefined: there is no such column. */
function cellType(call: Call, check: TypeCheck): ValueType | undefined {
  const [, column] = call.operands;
  if (column?.kind !== 'text') return undefined;
  const found = columnsOf(call, check)?.find(({ id }) => id === column.value);
  return found && typeOfInput(found);
}

/** undefined: the call names no table. */
function columnsOf({ operands: [table] }: Call, { scope }: TypeCheck) {
  return table?.kind === 'name' ? scope.get(table.id)?.columns : undefined;
}
