// Passwords are kept as hashes that name their own way and cost, so that stronger ones
// can be chosen later without breaking those already stored: Argon2id now, scrypt from
// release 0.1.0.
import {
  randomBytes,
  randomInt,
  scrypt,
  timingSafeEqual,
  type ScryptOptions,
} from 'node:crypto';
import { stretchPassword, type Cost } from './stretch-password.ts';

/** OWASP's first choice: some 70 ms of one core, so a flood costs us little. */
const COST: Cost = { memoryKib: 46 * 1024, passes: 1 };
const KEY_BYTES = 32;
/** Refuses stored parameters that would exhaust the server. */
const MOST: Cost = { memoryKib: 128 * 1024, passes: 10 };

/** A stored text: `$argon2id$v=19$m=…,t=…,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await stretchPassword(password, salt, COST);
  const { memoryKib, passes } = COST;
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$${encode(salt)}$${encode(hash)}`;
}

/**
 * Whether the password is the stored one, in constant time. Without a stored
 * text (no such account) it takes as long and is false, so that the time does
 * not tell which logins exist.
 */
export async function isPassword(
  password: string,
  stored: string | undefined,
): Promise<boolean> {
  const old = parseScrypt(stored ?? '');
  if (old !== undefined)
    return timingSafeEqual(await stretchByScrypt(password, old), old.hash);
  const parsed = parse(stored ?? '');
  const { salt, cost } = parsed ?? { salt: Buffer.alloc(16), cost: COST };
  const given = await stretchPassword(password, salt, cost);
  return parsed !== undefined && timingSafeEqual(given, parsed.hash);
}

/** Whether a stored text is of another way or cost than new ones are. */
export function isOutdated(stored: string): boolean {
  const cost = parse(stored)?.cost;
  return cost?.memoryKib !== COST.memoryKib || cost.passes !== COST.passes;
}

/** Without letters and digits that look alike; 31 of them. */
const READABLE = '23456789abcdefghjkmnpqrstuvwxyz';

/** Easy to read out and to type: `k7wd-3npx-v2hs`, about 59 bits. */
export function makePassword(): string {
  const group = () =>
    Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join(
      '',
    );
  return [group(), group(), group()].join('-');
}

type Stored<Way> = { cost: Way; salt: Buffer; hash: Buffer };

function parse(stored: string): Stored<Cost> | undefined {
  const found =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([\w+/]+)\$([\w+/]+)$/.exec(
      stored,
    );
  if (found === null) return undefined;
  const [, memory, passes, salt = '', hash = ''] = found;
  const cost = { memoryKib: Number(memory), passes: Number(passes) };
  const parsed = Buffer.from(hash, 'base64');
  const isBearable =
    cost.memoryKib <= MOST.memoryKib && cost.passes <= MOST.passes;
  if (parsed.length !== KEY_BYTES || !isBearable) return undefined;
  return { cost, salt: Buffer.from(salt, 'base64'), hash: parsed };
}

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
function parseScrypt(stored: string): Stored<ScryptOptions> | undefined {
  const [name, N, r, p, salt, hash] = stored.split('$');
  if (name !== 'scrypt' || salt === undefined || hash === undefined)
    return undefined;
  const parsed = Buffer.from(hash, 'base64url');
  if (parsed.length !== KEY_BYTES) return undefined;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, 'base64url'), hash: parsed };
}

function stretchByScrypt(
  password: string,
  { salt, cost }: Stored<ScryptOptions>,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: MOST.memoryKib * 1024 };
    scrypt(
      password.normalize('NFKC'),
      salt,
      KEY_BYTES,
      options,
      (error, key) => {
        if (error) reject(error);
        else resolve(key);
      },
    );
  });
}

/** As the format of Argon2's hashes has it: base64 without padding. */
function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
