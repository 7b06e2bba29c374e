import { paths } from '../frame/navigation.ts';
import type { RefusedPlace } from './refused-places.ts';

/** Where a draft that mends something opens: at the first wrong place, in focus. */
export function stepToMend(
  draftId: string,
  kind: string,
  places: readonly RefusedPlace[],
): string {
  const at = places.find((place) => place.at !== undefined)?.at;
  if (at === undefined || kind !== 'submit') return paths.intake(draftId);
  return `${paths.step(draftId, at.step)}?from=check&${at.query}`;
}
