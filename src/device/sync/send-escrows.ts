import type { VaultEscrow } from '../../protocol/enrolment.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import { decideAnswer } from './decide-answer.ts';
import { ask, jsonBody } from './request.ts';
import type { DeliveryContext, StepEnd } from './round-context.ts';
import type { Session } from './session.ts';

/**
 * Gives the county its sealed copy of each vault key that it has not got, and
 * tells which recovered ones came. The county may be older and have no place for
 * them: then they wait, and nothing else does.
 */
export async function sendEscrows(
  context: DeliveryContext,
  session: Session,
): Promise<StepEnd> {
  const { store, ports, mayBegin } = context;
  // The county takes them from a clerk alone, and a locked device has none.
  if (!session.scope.includes('read'))
    return { end: 'done', progressed: false, more: false };
  const escrows = await read(store, (db) => findMeta(db, 'escrows'));
  const { list = [], received = [] } = escrows ?? {};
  const [last] = list.slice(-1);
  const waiting = list.filter(({ isSent }) => !isSent);
  // A confirmation goes with the copy that the county has already.
  const due =
    waiting.length === 0 && received.length > 0 && last !== undefined
      ? [last]
      : waiting;
  for (const entry of due) {
    if (!mayBegin()) return { end: 'done', progressed: false, more: true };
    const { body, headers } = await jsonBody({
      vaultId: entry.vaultId,
      escrow: entry.jwe,
      received,
    } satisfies VaultEscrow);
    const heard = await ask(ports, {
      method: 'POST',
      path: '/api/v1/vault-escrows',
      token: session.token,
      headers,
      body,
    });
    const decision = decideAnswer({ kind: 'escrow' }, heard);
    if (decision.act === 'newSession' || decision.act === 'epochChanged')
      return { end: 'newSession', progressed: false };
    if (decision.act !== 'take') break;
    await write(store, ['meta'], async () => {
      const now = await findMeta(store.db, 'escrows');
      await putMeta(store.db, 'escrows', {
        list: (now?.list ?? []).map((each) =>
          each.jwe === entry.jwe ? { ...each, isSent: true } : each,
        ),
        received: (now?.received ?? []).filter((id) => !received.includes(id)),
      });
    });
  }
  return { end: 'done', progressed: false, more: false };
}
