// The county has turned the device away: another one was first with its ticket, or the
// ticket had ended. By a new one of the same clerk it asks again as the device that it
// is, and what it took in meanwhile goes to the county in its name.
import { CompactSign } from 'jose';
import type { Ticket } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { ENROLMENT_TYP } from '../../protocol/keys.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { toUtf8 } from '../bytes.ts';
import { findMeta, findMetas, putMeta } from '../database/meta.ts';
import type { MetaRows } from '../database/meta-rows.ts';
import { read, write, type Store } from '../database/write.ts';
import { done, failed } from '../outcome.ts';
import { getTicket } from './enrolled.ts';

export function isTurnedAway(
  enrolment: MetaRows['enrolment'] | undefined,
): boolean {
  return enrolment?.state === 'problem';
}

/** False: the ticket is for something else. */
export async function bindByTicket(
  store: Store,
  { jws, ticket }: { jws: string; ticket: Ticket },
): Promise<Outcome<boolean>> {
  const { db } = store;
  const { meta, delivery } = await read(store, async () => ({
    meta: await findMetas(db, ['device', 'enrolment']),
    delivery: await db.keys.get('delivery'),
  }));
  const { device, enrolment } = meta;
  if (device === undefined || delivery?.name !== 'delivery') return done(false);
  if (enrolment === undefined || !isTurnedAway(enrolment)) return done(false);
  if (ticket.deviceId !== undefined) return done(false);
  // The keys are those of one clerk, and he has his secret.
  const before = await getTicket(store);
  if (
    ticket.clerk.id !== before.clerk.id ||
    ticket.policy !== before.policy ||
    ticket.role !== before.role
  )
    return failed('ticketInvalid');
  const claims = { jti: ticket.jti, deviceId: device.id };
  const proof = await new CompactSign(toUtf8(JSON.stringify(claims)))
    .setProtectedHeader({ alg: SIGN_ALG, typ: ENROLMENT_TYP })
    .sign(delivery.privateKey);
  const request = { ...enrolment.request, ticket: jws, proof };
  return await write(store, ['meta'], async () => {
    const now = await findMeta(db, 'enrolment');
    if (now?.request.proof !== enrolment.request.proof || !isTurnedAway(now))
      return failed('ticketUsed');
    await putMeta(db, 'ticket', { jws });
    await putMeta(db, 'enrolment', { request, state: 'waiting', code: null });
    return done(true);
  });
}
