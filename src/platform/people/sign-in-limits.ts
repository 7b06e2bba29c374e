// How often somebody may try: at a login, and from a network. Both are known to the
// database by keyed hashes alone, and a login that nobody has counts like any other.
import type { PlatformContext } from '../context.ts';
import {
  beginTry,
  clearTries,
  findWait,
  forgiveTry,
} from '../database/queries/sign-in-tries.ts';
import { makeMac } from '../keys/mac.ts';
import { networkOf } from '../network-of.ts';

/** Five wrong ones cost nothing, then waiting up to a minute, from the 20th an hour. */
const OF_LOGIN = { free: 5, lockFrom: 20, forgetHours: 24 };
/** A hall of many people may be one network; nobody is locked out by others. */
const OF_NETWORK = { free: 50, lockFrom: 2 ** 30, forgetHours: 1 };

type Context = Pick<PlatformContext, 'sql' | 'config' | 'keys' | 'clock'>;

export type Tried = {
  /** Both begin anew. */
  opened: () => Promise<void>;
  /** It was no guess after all. */
  forgiven: () => Promise<void>;
};

/** Counts a try before it is made; `retryAfterS`: it has to wait. */
export async function countTry(
  context: Context,
  { login, address }: { login: string; address: string },
): Promise<{ ok: true; value: Tried } | { ok: false; retryAfterS: number }> {
  const network = networkSubject(context, address);
  const ofLogin = loginSubject(context, login);
  if (!(await begin(context, network, OF_NETWORK)))
    return { ok: false, retryAfterS: await secondsLeft(context, network) };
  const { sql, config } = context;
  const { county } = config;
  if (!(await begin(context, ofLogin, OF_LOGIN))) {
    await forgiveTry(sql, { county, subject: network });
    return { ok: false, retryAfterS: await secondsLeft(context, ofLogin) };
  }
  return {
    ok: true,
    value: {
      opened: async () => {
        await clearTries(sql, { county, subject: ofLogin });
        await forgiveTry(sql, { county, subject: network });
      },
      forgiven: async () => {
        await forgiveTry(sql, { county, subject: ofLogin });
        await forgiveTry(sql, { county, subject: network });
      },
    },
  };
}

/** Counts a try of a network alone, where somebody else asks for the password. */
export async function countNetworkTry(
  context: Context,
  address: string,
): Promise<{ ok: true; forgiven: () => Promise<void> } | { ok: false }> {
  const subject = networkSubject(context, address);
  if (!(await begin(context, subject, OF_NETWORK))) return { ok: false };
  const { county } = context.config;
  return {
    ok: true,
    forgiven: () => forgiveTry(context.sql, { county, subject }),
  };
}

/** A person at the county ends the waiting of a login. */
export async function unlockLogin(
  context: Context,
  login: string,
): Promise<void> {
  const { county } = context.config;
  const subject = loginSubject(context, login);
  await clearTries(context.sql, { county, subject });
}

async function begin(
  { sql, config, clock }: Context,
  subject: string,
  { free, lockFrom, forgetHours }: typeof OF_LOGIN,
): Promise<boolean> {
  const now = clock();
  const forgetBefore = new Date(now.getTime() - forgetHours * 3_600_000);
  const { county } = config;
  const limits = { free, lockFrom, forgetBefore };
  return await beginTry(sql, { county, subject, now, ...limits });
}

async function secondsLeft(
  { sql, config, clock }: Context,
  subject: string,
): Promise<number> {
  const until = await findWait(sql, { county: config.county, subject });
  const leftMs = until === null ? 0 : Date.parse(until) - clock().getTime();
  return Math.max(1, Math.ceil(leftMs / 1000));
}

function loginSubject({ keys }: Context, login: string): string {
  return `login:${makeMac(keys, 'login', [login])}`;
}

function networkSubject({ keys }: Context, address: string): string {
  return `network:${makeMac(keys, 'address', [networkOf(address)])}`;
}
