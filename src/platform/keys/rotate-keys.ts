// The county's keys in turn: a new one is made beside the running platform, and what the
// former ones have sealed goes on being opened.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import * as v from 'valibot';
import { publicJwkSchema } from '../../protocol/keys.ts';
import { SEAL_ALG } from '../../protocol/sealed-operation.ts';
import {
  INTAKE_RING,
  loadCountyKeys,
  makeJwk,
  makeSecret,
  readKeyPair,
  secretRing,
  type CountyKeys,
  type IntakeKey,
  type SecretName,
} from './county-keys.ts';
import { addFile, syncDirectory } from './key-files.ts';
import { addToRing, fileName } from './key-ring.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';
import { instant } from '../../domain/schema-parts.ts';

/** A quarter: then an intake key has been in use long enough. */
const OLD_DAYS = 92;
/**
 * So long after another took its place an intake key stays with the platform: more than
 * a year, for what was sealed to it in a village that nobody has reached since.
 */
const WARM_DAYS = 400;
/** So long after that it exists at all: three years. */
const COLD_DAYS = 1096;

type Place = { directory: string; county: string; now: Date };

/**
 * Makes the key that devices seal to from now on. Keys that were replaced long ago go
 * into the cold folder, and those that have lain there long enough go for good.
 */
export async function rotateIntakeKey({
  directory,
  county,
  now,
  isColdNeeded,
}: Place & {
  /** Work waits that one of the cold keys may open: none of them goes. */
  isColdNeeded: boolean;
}): Promise<{
  /** Of the new one. */
  kid: string;
  /** Kids that lie in the cold folder since now. */
  putAway: string[];
  /** How many no longer lie there. */
  destroyed: number;
}> {
  const jwk = await makeJwk(SEAL_ALG);
  const of = { name: INTAKE_RING, alg: SEAL_ALG };
  const { kid } = await readKeyPair(jwk, of);
  addToRing(directory, INTAKE_RING, { kid, content: jwk, now });
  const { intake } = await loadCountyKeys(directory, county, now);
  const putAway = replacedBefore(intake, now).map((key) => {
    putIntoCold(directory, key);
    return key.kid;
  });
  const destroyed = isColdNeeded ? 0 : destroyCold(directory, now);
  // Says the new key, and no more those put away.
  await loadCountyKeys(directory, county, now);
  return { kid, putAway, destroyed };
}

/** Makes the key that seals columns or wraps the keys of materials from now on. */
export function rotateSecret(
  { directory, now }: Omit<Place, 'county'>,
  name: SecretName,
): string {
  // Digits and small letters: not every disk tells capitals from them.
  const kid = randomBytes(4).toString('hex');
  addToRing(directory, secretRing(name), { kid, content: makeSecret(), now });
  return kid;
}

/**
 * Puts an intake key back in its place, from the cold folder or wherever the county has
 * it. undefined: the file is no such key.
 */
export async function returnIntakeKey(
  directory: string,
  file: string,
): Promise<string | undefined> {
  const content = readCold(file);
  if (content === undefined) return undefined;
  const { kid } = await readKeyPair(content.jwk, {
    name: INTAKE_RING,
    alg: SEAL_ALG,
  });
  const { jwk, from } = content;
  addFile(directory, fileName(INTAKE_RING, kid), { ...jwk, from });
  return kid;
}

/** Whether the key that devices seal to should have been replaced by now. */
export function isOverdue(
  { intake: [current] }: Pick<CountyKeys, 'intake'>,
  now: Date,
): boolean {
  return now.getTime() - current.from.getTime() > OLD_DAYS * DAY_MS;
}

type Replaced = IntakeKey & { replacedAt: Date };

/** Others have taken their place so long ago that they are kept apart. */
function replacedBefore(intake: CountyKeys['intake'], now: Date): Replaced[] {
  const inUse = intake.filter(({ from }) => from <= now);
  return inUse.slice(1).flatMap((key, before) => {
    const replacedAt = inUse[before]?.from ?? now;
    const isLongAgo = now.getTime() - replacedAt.getTime() > WARM_DAYS * DAY_MS;
    return isLongAgo ? [{ ...key, replacedAt }] : [];
  });
}

function coldFolder(directory: string): string {
  return join(directory, 'cold');
}

function putIntoCold(
  directory: string,
  { kid, file, from, replacedAt }: Replaced,
): void {
  const path = join(directory, file);
  const jwk = JSON.parse(readFileSync(path, 'utf8')) as JWK;
  // Whole in the one folder before it leaves the other.
  addFile(coldFolder(directory), `${INTAKE_RING}.${kid}.json`, {
    jwk: { ...jwk, from: undefined },
    from: from.toISOString(),
    replacedAt: replacedAt.toISOString(),
  });
  rmSync(path);
  syncDirectory(directory);
}

const coldSchema = v.object({
  jwk: v.object({ ...publicJwkSchema.entries, d: v.string() }),
  from: instant,
  replacedAt: instant,
});

/** undefined: there is none, or it is not of that form. */
function readCold(path: string): v.InferOutput<typeof coldSchema> | undefined {
  try {
    return v.parse(coldSchema, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

function destroyCold(directory: string, now: Date): number {
  const folder = coldFolder(directory);
  if (!existsSync(folder)) return 0;
  const over = readdirSync(folder).filter((file) => {
    const key = readCold(join(folder, file));
    return (
      key !== undefined &&
      now.getTime() - Date.parse(key.replacedAt) > COLD_DAYS * DAY_MS
    );
  });
  for (const file of over) rmSync(join(folder, file));
  return over.length;
}
