// The parts of a bundle: matters of the catalogue and steps at offices outside it, in
// the order that `after` sets. Rules and figures: the catalogue's format, "Bundles".
import type { Bundle, BundleComponent } from '../catalogue/bundle-schema.ts';

/** Matter code or external id: what `after` and `usedBy` cite. */
export function componentId(component: BundleComponent): string {
  return 'matter' in component ? component.matter : component.external;
}

type Ordered = Pick<Bundle, 'components'>;

/**
 * Along the order, from the first component on: what `step` makes of those that come
 * before one, also through one that was not chosen.
 */
export function alongOrder<T>(
  { components }: Ordered,
  step: (id: string, before: readonly T[]) => T,
): ReadonlyMap<string, T> {
  const made = new Map<string, T>();
  // They stand in any order: each round settles one more step of the longest chain.
  for (const _ of components)
    for (const component of components) {
      const before = component.after.flatMap((id) => made.get(id) ?? []);
      made.set(componentId(component), step(componentId(component), before));
    }
  return made;
}

/** Component id to all that come before it. */
export function earlierOf(
  bundle: Ordered,
): ReadonlyMap<string, ReadonlySet<string>> {
  const withSelf = alongOrder<{ ids: Set<string> }>(bundle, (id, before) => ({
    ids: new Set([id, ...before.flatMap(({ ids }) => [...ids])]),
  }));
  return new Map(
    [...withSelf].map(([id, { ids }]) => {
      const earlier = new Set(ids);
      earlier.delete(id);
      return [id, earlier];
    }),
  );
}
