// batches.*: their code is loaded when somebody asks for one.
import type { DeviceApi } from '../device-api.ts';
import { done } from '../outcome.ts';
import { casesShown } from '../vault/lease.ts';
import { whileOpen, type CallContext } from './call-context.ts';
import type { WithRegister } from './resident-calls.ts';

/** Only who is put in is asked of the register; its rows are drafts like any others. */
export function batchCalls(
  context: CallContext,
  asked: WithRegister,
): DeviceApi['batches'] {
  const code = () => import('../batches/sheet.ts');
  return {
    add: (to, whom) =>
      asked(async (...open) => (await code()).addRows(...open, to, whom)),
    match: (batchId, rows) =>
      asked(async (...open) =>
        (await code()).matchRows(...open, batchId, rows),
      ),
    read: (batchId) =>
      whileOpen(context, async (open) =>
        (await code()).readBatch(open, batchId),
      ),
    save: (changes) =>
      whileOpen(context, async (open) =>
        (await code()).saveRows(open, changes),
      ),
    taken: (batchId) =>
      whileOpen(context, async (open) => {
        const isShown = await casesShown(open);
        const taken = await (await code()).takenRows(open, batchId);
        return done(taken.filter(({ caseId }) => isShown(caseId)));
      }),
  };
}
