import type { ErrorCode } from '../../protocol/error-code.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import { decideAnswer, type Decision } from './decide-answer.ts';
import { ask, jsonBody } from './request.ts';
import type { DeliveryParts } from './round-context.ts';
import { keepContact } from './session.ts';

/**
 * Binds the device at the county with the request made at enrolment; repeated at
 * each round until it is bound, since an answer may have been lost. Before that
 * nothing can be delivered.
 */
export async function bindDevice(
  context: DeliveryParts,
): Promise<Decision<null>> {
  const { store, ports } = context;
  const enrolment = await read(store, (db) => findMeta(db, 'enrolment'));
  if (enrolment === undefined) throw new Error('the device is not enrolled');
  if (enrolment.state === 'bound') return { act: 'take', value: null };
  const { body, headers } = await jsonBody(enrolment.request);
  const heard = await ask(ports, {
    method: 'POST',
    path: '/api/v1/enrolments',
    headers,
    body,
  });
  const decision = decideAnswer({ kind: 'enrolment' }, heard);
  if (decision.act === 'take') {
    const { serverTime } = decision.value;
    await write(store, ['meta'], async () => {
      const bound = { ...enrolment, state: 'bound', code: null } as const;
      await putMeta(store.db, 'enrolment', bound);
      await keepContact(store.db, { serverTime });
    });
    return { act: 'take', value: null };
  }
  if (decision.act === 'no') await keepProblem(context, decision.code);
  return decision;
}

async function keepProblem(
  { store }: DeliveryParts,
  code: ErrorCode,
): Promise<void> {
  await write(store, ['meta'], async () => {
    const now = await findMeta(store.db, 'enrolment');
    if (now?.state !== 'bound' && now !== undefined)
      await putMeta(store.db, 'enrolment', { ...now, state: 'problem', code });
  });
}
