// Passwords are kept as scrypt hashes that name their own parameters, so that
// stronger ones can be chosen later without breaking those already stored.
import {
  randomBytes,
  randomInt,
  scrypt,
  timingSafeEqual,
  type ScryptOptions,
} from 'node:crypto';

/** 32 MB, some 0.2 s on a small server (OWASP: N = 2^15, r = 8, p = 3). */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
/** Refuses stored parameters that would exhaust the server. */
const MAX_MEMORY_BYTES = 128 * 1024 * 1024;

/** A stored text: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, encode(salt), encode(hash)].join('$');
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
  const parsed = stored === undefined ? undefined : parse(stored);
  if (parsed === undefined) {
    await derive(password, Buffer.alloc(16), COST);
    return false;
  }
  const hash = await derive(password, parsed.salt, parsed.cost);
  return timingSafeEqual(hash, parsed.hash);
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

/**
 * So many at once. Node has four threads for this, for files, inflating and keys
 * together: a flood of sign-ins must not stop the devices' deliveries.
 */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function derive(
  password: string,
  salt: Buffer,
  cost: ScryptOptions,
): Promise<Buffer> {
  if (running < AT_ONCE) running += 1;
  // Whoever ends hands the place on.
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await stretch(password, salt, cost);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function stretch(
  password: string,
  salt: Buffer,
  cost: ScryptOptions,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same password typed on two keyboards may be composed differently.
    const text = password.normalize('NFKC');
    const options = { ...cost, maxmem: MAX_MEMORY_BYTES };
    scrypt(text, salt, KEY_BYTES, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function parse(
  stored: string,
): { cost: ScryptOptions; salt: Buffer; hash: Buffer } | undefined {
  const [name, N, r, p, salt, hash] = stored.split('$');
  if (name !== 'scrypt' || salt === undefined || hash === undefined)
    return undefined;
  const parsed = Buffer.from(hash, 'base64url');
  if (parsed.length !== KEY_BYTES) return undefined;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, 'base64url'), hash: parsed };
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}
