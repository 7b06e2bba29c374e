import type { DeviceApi } from '../device-api.ts';
import { moveLine, viewLine } from '../line/line.ts';
import { makeWatch } from '../watch.ts';
import { opened, whileOpen, type CallContext } from './call-context.ts';

export function lineCalls(context: CallContext): DeviceApi['line'] {
  const { store, vault } = context;
  return {
    watch: makeWatch(
      {
        store,
        stores: ['tickets'],
        others: [(listener) => vault.listen(listener)],
      },
      async () => {
        const open = opened(context);
        return open === undefined ? null : viewLine(open);
      },
    ),
    act: (...wish) => whileOpen(context, (open) => moveLine(open, ...wish)),
  };
}
