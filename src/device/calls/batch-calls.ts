// batches.*: their code is loaded when somebody asks for one.
import type { DeviceApi } from '../device-api.ts';
import { done } from '../outcome.ts';
import type { WithRegister } from './resident-calls.ts';

export function batchCalls(asked: WithRegister): DeviceApi['batches'] {
  const code = () => import('../batches/sheet.ts');
  return {
    add: (to, whom) =>
      asked(async (...open) => (await code()).addRows(...open, to, whom)),
    match: (batchId, rows) =>
      asked(async (...open) =>
        (await code()).matchRows(...open, batchId, rows),
      ),
    read: (batchId) =>
      asked(async (open) => (await code()).readBatch(open, batchId)),
    save: (changes) =>
      asked(async (open) => (await code()).saveRows(open, changes)),
    taken: (batchId) =>
      asked(async (open) =>
        done(await (await code()).takenRows(open, batchId)),
      ),
  };
}
