import type { Field } from '../catalogue/form-schema.ts';
import { namesIn } from './expressions/names-in.ts';
import { parseExpression } from './expressions/parse-expression.ts';

export interface VisibilityOrder {
  /** Every field after those it depends on, so that one pass settles them all. */
  order: string[];
  /**
   * Fields that depend on themselves, along the way: each names the next one in
   * its `visibleIf` (there `at`), and the last the first. Empty as it should be;
   * else these fields, and those that depend on them, have no place in the order
   * and are never shown.
   */
  circle: { id: string; at: number }[];
}

/** Kahn's order; names that are no field of the form hold nobody up. */
export function visibilityOrder(
  fields: readonly Pick<Field, 'id' | 'visibleIf'>[],
): VisibilityOrder {
  const holdsUp = new Map<string, string[]>(fields.map(({ id }) => [id, []]));
  const waitsFor = new Map(
    fields.map(({ id, visibleIf }) => [id, namesOf(visibleIf)]),
  );
  for (const [id, names] of waitsFor) {
    for (const name of names.keys()) {
      const held = holdsUp.get(name);
      if (held === undefined) names.delete(name);
      else held.push(id);
    }
  }
  const order = [...waitsFor].flatMap(([id, { size }]) => (size > 0 ? [] : id));
  // Grows while it is gone through: who waits for nobody any more joins the end.
  for (const settled of order) {
    for (const id of holdsUp.get(settled) ?? []) {
      const names = waitsFor.get(id);
      names?.delete(settled);
      if (names?.size === 0) order.push(id);
    }
  }
  for (const id of order) waitsFor.delete(id);
  return { order, circle: findCircle(waitsFor) };
}

function namesOf(visibleIf: string | undefined): Map<string, number> {
  const reading = visibleIf === undefined ? null : parseExpression(visibleIf);
  return reading?.ok === true ? namesIn(reading.value) : new Map();
}

/** Whoever still waits waits for one that waits too: the way must close. */
function findCircle(
  waitsFor: ReadonlyMap<string, ReadonlyMap<string, number>>,
): VisibilityOrder['circle'] {
  const way = new Map<string, number>();
  let [id] = waitsFor.keys();
  while (id !== undefined && !way.has(id)) {
    const [next] = waitsFor.get(id) ?? [];
    if (next === undefined) return [];
    way.set(id, next[1]);
    id = next[0];
  }
  const circle = [...way].map(([id, at]) => ({ id, at }));
  return circle.slice(circle.findIndex((each) => each.id === id));
}
