// residents.*: their code is loaded when somebody asks for one.
import type { Outcome } from '../../protocol/error-code.ts';
import type { DeviceApi } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { failed } from '../outcome.ts';
import type { ResidentRegister } from '../residents/resident-register.ts';
import { isLeaseEnded } from '../vault/lease.ts';
import { whileOpen, type CallContext } from './call-context.ts';

export function residentCalls(context: CallContext): DeviceApi['residents'] {
  let made: Promise<ResidentRegister> | undefined;
  const load = async () => {
    const { ResidentRegister } =
      await import('../residents/resident-register.ts');
    return new ResidentRegister(context);
  };
  /** They are read from stored cases, and past the lease as closed as those. */
  const asked = <Value>(
    task: (
      open: OpenContext,
      register: ResidentRegister,
    ) => Promise<Outcome<Value>>,
  ) =>
    whileOpen(context, async (open) =>
      (await isLeaseEnded(open))
        ? failed('leaseEnded')
        : task(open, await (made ??= load())),
    );
  return {
    find: (query) => asked((open, register) => register.find(open, query)),
    open: (id) => asked((open, register) => register.open(open, id)),
    replaceList: (people) =>
      asked((open, register) => register.replaceList(open, people)),
  };
}
