// What the county's later events say of an operation that it held: its own answer
// may be old, or its outcome may not have come.
import type { CaseEvent } from '../../domain/cases/event.ts';
import type { OutboxRow } from '../database/tables.ts';

type Held = Pick<OutboxRow, 'id' | 'envelope'>;

/** The county has recorded it: it took effect after all. */
export function hasTakenEffect(
  { id }: Pick<Held, 'id'>,
  events: readonly CaseEvent[],
): boolean {
  return events.some(
    ({ body }) =>
      'operationId' in body &&
      body.operationId === id &&
      body.kind !== 'operationHeld',
  );
}

/** The case went on at the county after it was held. */
export function hasMovedOn(
  { id, envelope }: Held,
  events: readonly CaseEvent[],
): boolean {
  const held = events.find(
    ({ body }) => body.kind === 'operationHeld' && body.operationId === id,
  );
  const after = held?.n ?? envelope.seen;
  return events.some(
    ({ n, body }) => n > after && body.kind !== 'operationHeld',
  );
}
