import type { MetaRows } from '../database/meta-rows.ts';

/** The county took its access away for good, or says that it was copied. */
export function mayEnrolAgain(access: MetaRows['access'] | undefined): boolean {
  return access?.device === 'revoked' || access?.isForked === true;
}
