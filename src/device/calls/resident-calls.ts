// residents.*: their code is loaded when somebody asks for one.
import type { Outcome } from '../../protocol/error-code.ts';
import type { DeviceApi } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { failed } from '../outcome.ts';
import type { ResidentRegister } from '../residents/resident-register.ts';
import { isLeaseEnded } from '../vault/lease.ts';
import { whileOpen, type CallContext } from './call-context.ts';

/**
 * Runs what needs those whom the device knows. They are read from stored cases, and
 * past the lease as closed as those.
 */
export type WithRegister = <Value>(
  task: (
    open: OpenContext,
    register: ResidentRegister,
  ) => Promise<Outcome<Value>>,
) => Promise<Outcome<Value>>;

export function withRegister(context: CallContext): WithRegister {
  let made: Promise<ResidentRegister> | undefined;
  const load = async () => {
    const { ResidentRegister } =
      await import('../residents/resident-register.ts');
    return new ResidentRegister(context);
  };
  return (task) =>
    whileOpen(context, async (open) =>
      (await isLeaseEnded(open))
        ? failed('leaseEnded')
        : task(open, await (made ??= load())),
    );
}

export function residentCalls(asked: WithRegister): DeviceApi['residents'] {
  return {
    find: (query) => asked((open, register) => register.find(open, query)),
    open: (id) => asked((open, register) => register.open(open, id)),
    replaceList: (people) =>
      asked((open, register) => register.replaceList(open, people)),
  };
}
