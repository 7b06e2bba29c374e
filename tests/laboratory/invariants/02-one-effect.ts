import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/** At most one effect an operation, one case a submit, one case a number. */
export const oneEffect: Invariant = {
  number: 2,
  name: 'at most one effect',
  during: find,
  atEnd: find,
};

function find({ county }: World): Violation[] {
  const violations: Violation[] = [];
  const twice = (what: string) =>
    violations.push({ invariant: 2, counts: 'doubled', what });
  const numbers = new Set<string>();
  for (const { number } of county.store.table('cases').values()) {
    if (numbers.has(number)) twice(`two cases have the number ${number}`);
    numbers.add(number);
  }
  const operations = new Set<string>();
  for (const { body } of county.store.table('events').values()) {
    if (!('operationId' in body) || body.kind === 'operationHeld') continue;
    if (operations.has(body.operationId))
      twice(`two events of ${body.operationId}`);
    operations.add(body.operationId);
  }
  return violations;
}
