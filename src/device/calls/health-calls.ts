// health.*: whether everything works, and what a technician asks for. Seldom needed,
// so loaded when it is.
import { findMeta } from '../database/meta.ts';
import { read } from '../database/write.ts';
import type { DeviceApi } from '../device-api.ts';
import { attempt, done } from '../outcome.ts';
import { makeWatch } from '../watch.ts';
import { whileOpen, type CallContext } from './call-context.ts';

export function healthCalls(context: CallContext): DeviceApi['health'] {
  const { store } = context;
  return {
    watch: makeWatch({ store, stores: ['meta'] }, () =>
      read(store, async (db) => {
        const device = await findMeta(db, 'device');
        const { list = [] } = (await findMeta(db, 'escrows')) ?? {};
        return {
          selfCheck: (await findMeta(db, 'selfCheck')) ?? null,
          isRecoverable: list.some(
            ({ vaultId, isSent }) => isSent && vaultId === device?.vaultId,
          ),
        };
      }),
    ),
    check: async (page) => {
      const { checkSelf } = await import('../health/self-check.ts');
      return whileOpen(context, async (open) =>
        done(await checkSelf(open, page)),
      );
    },
    diagnose: async () => {
      const { diagnose } = await import('../health/diagnose.ts');
      return attempt(async () => done(await diagnose(context)));
    },
  };
}
