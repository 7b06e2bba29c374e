// batches.*: their code is loaded when somebody asks for one.
import type { DeviceApi } from '../device-api.ts';
import { done } from '../outcome.ts';
import type { WithRegister } from './resident-calls.ts';

export function batchCalls(asked: WithRegister): DeviceApi['batches'] {
  const adding = () => import('../batches/add-rows.ts');
  const rows = () => import('../batches/batch-rows.ts');
  return {
    add: (to, whom) =>
      asked(async (open, register) =>
        (await adding()).addRows(open, register, { to, whom }),
      ),
    count: (to, whom) =>
      asked(async (open, register) =>
        (await adding()).countRows(open, register, { to, whom }),
      ),
    match: (batchId, given) =>
      asked(async (open, register) =>
        (await adding()).matchRows(open, register, { batchId, rows: given }),
      ),
    read: (batchId) =>
      asked(async (open) => (await rows()).readBatch(open, batchId)),
    save: (changes) =>
      asked(async (open) => (await rows()).saveRows(open, changes)),
    taken: (batchId) =>
      asked(async (open) => {
        const { takenRows } = await import('../batches/taken-rows.ts');
        return done(await takenRows(open, batchId));
      }),
  };
}
