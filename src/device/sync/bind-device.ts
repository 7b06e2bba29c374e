import type {
  EnrolmentAnswer,
  EnrolmentRequest,
} from '../../protocol/enrolment.ts';
import { findMeta, findMetas, putMeta } from '../database/meta.ts';
import type { ClerkEnrolment } from '../database/meta-rows.ts';
import { read, write, type Store } from '../database/write.ts';
import { decideAnswer, type Decision } from './decide-answer.ts';
import { ask as askCounty, jsonBody } from './request.ts';
import type { DeliveryParts } from './round-context.ts';
import { keepContact } from './keep-session.ts';

/**
 * Binds the device at the county with the request made at enrolment, and each
 * further clerk with his; repeated at each round until they are bound, since an
 * answer may have been lost. Before the device is bound nothing can be delivered;
 * a clerk comes before the work that he signed.
 */
export async function bindDevice(
  context: DeliveryParts,
): Promise<Decision<null>> {
  const { store } = context;
  const { enrolment, clerkEnrolments: clerks } = await read(store, (db) =>
    findMetas(db, ['enrolment', 'clerkEnrolments']),
  );
  if (enrolment === undefined) throw new Error('the device is not enrolled');
  if (enrolment.state !== 'bound') {
    const decision = await askToBind(context, enrolment.request);
    if (decision.act !== 'take' && decision.act !== 'no') return decision;
    await keepState(store, enrolment.request.proof, decision);
    if (decision.act === 'no') return decision;
  }
  for (const { request, state } of clerks?.list ?? []) {
    // What was refused stays so: he needs another ticket.
    if (state !== 'waiting') continue;
    const decision = await askToBind(context, request);
    if (decision.act !== 'take' && decision.act !== 'no') return decision;
    // A no to one clerk is that clerk's and stops nobody's work.
    await keepClerkState(store, request.proof, decision);
  }
  return { act: 'take', value: null };
}

type Said = Extract<Decision<EnrolmentAnswer>, { act: 'take' | 'no' }>;

/** Says one request to the county. */
export async function askToBind(
  { ports }: DeliveryParts,
  request: EnrolmentRequest,
): Promise<Decision<EnrolmentAnswer>> {
  const { body, headers } = await jsonBody(request);
  const heard = await askCounty(ports, {
    method: 'POST',
    path: '/api/v1/enrolments',
    headers,
    body,
  });
  return decideAnswer({ kind: 'enrolment' }, heard);
}

/** What an answer makes of a request. */
export function stateOf(said: Said): Pick<ClerkEnrolment, 'state' | 'code'> {
  return said.act === 'take'
    ? { state: 'bound', code: null }
    : { state: 'problem', code: said.code };
}

async function keepState(
  store: Store,
  proof: string,
  said: Said,
): Promise<void> {
  await write(store, ['meta'], async () => {
    const now = await findMeta(store.db, 'enrolment');
    if (now?.request.proof !== proof || now.state === 'bound') return;
    await putMeta(store.db, 'enrolment', { ...now, ...stateOf(said) });
    if (said.act === 'take') await keepContact(store.db, said.value);
  });
}

/** A request is known by its proof, which no other one has. */
async function keepClerkState(
  store: Store,
  proof: string,
  said: Said,
): Promise<void> {
  await write(store, ['meta'], async () => {
    const list = (await findMeta(store.db, 'clerkEnrolments'))?.list ?? [];
    await putMeta(store.db, 'clerkEnrolments', {
      list: list.map((each) =>
        each.request.proof === proof && each.state !== 'bound'
          ? { ...each, ...stateOf(said) }
          : each,
      ),
    });
    if (said.act === 'take') await keepContact(store.db, said.value);
  });
}
