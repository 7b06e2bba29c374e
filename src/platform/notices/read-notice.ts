import type { Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { findEvent } from '../database/queries/events.ts';
import { findNotice } from '../database/queries/notices.ts';
import type { Principal } from '../people/permissions.ts';
import { mayOpen } from '../review/may-open.ts';
import { hashNotice, openNotice } from './seal-notice.ts';

/**
 * The page of the paper that tells of event `n` of a case, for whoever may read the
 * case; that he does is written down first.
 * @throws when it is not the one that the event names: then somebody has had his
 * hands on the database, and nothing is shown.
 */
export async function readNotice(
  context: PlatformContext,
  principal: Principal,
  { caseId, n }: { caseId: string; n: number },
): Promise<Outcome<Uint8Array<ArrayBuffer>, 'notFound' | 'forbidden'>> {
  const { sql, config } = context;
  const { county } = config;
  const found = await findCase(sql, { county, caseId });
  if (found === undefined) return { ok: false, code: 'notFound' };
  if (!(await mayOpen(context, principal, found, { n })))
    return { ok: false, code: 'forbidden' };
  const event = await findEvent(sql, { county, caseId, n });
  const kept = await findNotice(sql, { county, caseId, n });
  if (event === undefined || kept === undefined)
    return { ok: false, code: 'notFound' };
  const named = 'notice' in event.body ? event.body.notice : undefined;
  if (named?.sha256 !== hashNotice(kept.sealed))
    throw new Error('a notice is not the one that its event names');
  return { ok: true, value: openNotice(context, { caseId, n }, kept) };
}
