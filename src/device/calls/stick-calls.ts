// stick.*: work that leaves as a file, and the county's answer to it.
import type { DeviceApi } from '../device-api.ts';
import { Exports } from '../export/export-file.ts';
import { readReply } from '../export/read-reply.ts';
import { attempt } from '../outcome.ts';
import type { CallContext } from './call-context.ts';

export function stickCalls(context: CallContext): DeviceApi['stick'] {
  const exports = new Exports(context);
  return {
    plan: (choice) => attempt(() => exports.plan(choice)),
    write: (planId, part, onBytes) =>
      attempt(() => exports.write(planId, part, onBytes)),
    confirm: (planId) => attempt(() => exports.confirm(planId)),
    readReply: (file) => attempt(() => readReply(context, file)),
  };
}
