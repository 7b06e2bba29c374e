// Which offices have to do with a case, as its matter's routing and route say.
import type { Catalogue } from './catalogue-schema.ts';
import type { Matter } from './matter-schema.ts';

type Offices = Pick<Catalogue, 'departments'>;
type Routed = Pick<Matter, 'routing' | 'route'>;

/** A department of the county: it sees what is dispatched to it, and nothing else. */
export function isDepartment(
  { departments }: Offices,
  officeId: string,
): boolean {
  return departments.some(
    ({ id, level }) => id === officeId && level === 'department',
  );
}

/** The department that accepts such cases itself; undefined: the township does. */
export function acceptingDepartment(
  offices: Offices,
  { routing }: Pick<Matter, 'routing'>,
): string | undefined {
  const { acceptedBy } = routing;
  return isDepartment(offices, acceptedBy) ? acceptedBy : undefined;
}

/** Whether the township decides such cases and need not send them on. */
export function isConcludedByTownship(
  offices: Offices,
  { routing }: Pick<Matter, 'routing'>,
): boolean {
  return !isDepartment(offices, routing.departmentId);
}

export type RouteStop = { officeId: string; step: number | null };

/** The next department on the matter's way; undefined: it ends where it is. */
export function nextDepartment(
  offices: Offices,
  { route }: Routed,
  officeId: string | null,
): RouteStop | undefined {
  const last = route.findLastIndex((step) => step.officeId === officeId);
  const step = route
    .slice(last + 1)
    .find(
      (each) => each.clock === 'counts' && isDepartment(offices, each.officeId),
    );
  return step && { officeId: step.officeId, step: step.order };
}

/** Where on the matter's way that department stands; `step` null: it does not. */
export function routeStop({ route }: Routed, officeId: string): RouteStop {
  const step = route.find((each) => each.officeId === officeId);
  return { officeId, step: step?.order ?? null };
}
