import type { CaseList } from '../cases/list-cases.ts';
import type { DeviceContext, OpenContext } from '../device-context.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { attempt, failed } from '../outcome.ts';
import type { Rounds } from '../sync/round.ts';
import type { VaultKeeper } from '../vault/keep-vault.ts';

/** What the groups of the device's API are made from. */
export type CallContext = DeviceContext & {
  rounds: Rounds;
  keeper: VaultKeeper;
  /** Once the store is open; again after it was not. */
  start: () => Promise<void>;
  cases: CaseList;
};

/** undefined while locked. */
export function opened<Context extends DeviceContext>(
  context: Context,
): (Context & OpenContext) | undefined {
  const { unlocked } = context.vault;
  return unlocked === undefined ? undefined : { ...context, unlocked };
}

/** Drops the keys and all that was read with them. */
export function lockNow({ vault, cases, rounds }: CallContext): void {
  vault.lock();
  cases.clear();
  rounds.forgetSession();
}

/** Runs a use case that needs the keys; `locked` without them. */
export async function whileOpen<Value>(
  context: CallContext,
  task: (context: CallContext & OpenContext) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const open = opened(context);
  if (open === undefined) return failed('locked');
  return attempt(() => task(open));
}
