// stick.*: work that leaves as a file, and the county's answer to it.
import type { ErrorCode } from '../../protocol/error-code.ts';
import type { DeviceApi } from '../device-api.ts';
import { Exports } from '../export/export-file.ts';
import { attempt } from '../outcome.ts';
import type { CallContext } from './call-context.ts';

/** The store does not open, or does not answer. */
const OF_STORAGE = new Set<ErrorCode>(['storageFailed', 'storageFull']);

export function stickCalls(context: CallContext): DeviceApi['stick'] {
  const own = new Exports(context);
  let exports = own;
  return {
    plan: async (choice) => {
      exports = own;
      const planned = await attempt(() => own.plan(choice));
      if (planned.ok || !OF_STORAGE.has(planned.code)) return planned;
      const { rescueExports } = await import('../export/rescue.ts');
      const rescued = await rescueExports(context);
      if (rescued === undefined) return planned;
      exports = rescued;
      return attempt(() => rescued.plan(choice));
    },
    write: (planId, part, onBytes) =>
      attempt(() => exports.write(planId, part, onBytes)),
    confirm: (planId) => attempt(() => exports.confirm(planId)),
    // Seldom needed, so loaded when it is.
    readReply: async (file) => {
      const { readReply } = await import('../export/read-reply.ts');
      return attempt(() => readReply(context, file));
    },
  };
}
