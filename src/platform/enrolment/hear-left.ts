import {
  AUTHOR_LEFT_TYP,
  authorLeftSchema,
  type AuthorLeft,
} from '../../protocol/enrolment.ts';
import type { PlatformContext } from '../context.ts';
import {
  endAuthorKeys,
  findAuthorKey,
  type FoundAuthorKey,
} from '../database/queries/author-keys.ts';
import type { DeviceRow } from '../database/queries/devices.ts';
import { addDeviceAct } from '../database/queries/vaults.ts';
import { transact } from '../database/transaction.ts';
import { readKid, verifyJws } from '../keys/verify-jws.ts';

/**
 * Takes author keys out of use that have left their device by the word of the clerk
 * himself or of a head there: what they signed before stands, and what a copy of them
 * signs afterwards is held. A delivery key alone says nothing of it. Gives the ids of
 * the words that need not be said again.
 */
export async function hearLeft(
  context: PlatformContext,
  device: DeviceRow,
  words: readonly string[],
): Promise<string[]> {
  const heard: string[] = [];
  for (const word of words) {
    const said = await readWord(context, device, word);
    if (said === undefined) continue;
    const { claims, signer } = said;
    if (maySay(claims, { signer, device })) await end(context, said);
    heard.push(claims.id);
  }
  return heard;
}

type Said = { claims: AuthorLeft; signer: FoundAuthorKey };

/** undefined: nobody whom the county knows (yet) said that of this device. */
async function readWord(
  { sql, config }: PlatformContext,
  { deviceId }: DeviceRow,
  word: string,
): Promise<Said | undefined> {
  const kid = readKid(word);
  if (kid === undefined) return undefined;
  const signer = await findAuthorKey(sql, { county: config.county, kid });
  if (signer?.deviceId !== deviceId) return undefined;
  const claims = await verifyJws(word, {
    jwk: signer.jwk,
    typ: AUTHOR_LEFT_TYP,
    schema: authorLeftSchema,
  });
  return claims?.deviceId === deviceId ? { claims, signer } : undefined;
}

function maySay(
  { kid }: AuthorLeft,
  { signer, device }: { signer: FoundAuthorKey; device: DeviceRow },
): boolean {
  // Whoever has left has said it before, and a device tells its words in their order:
  // what comes later is a copy's, whatever place it names.
  if (signer.removedAt !== null || signer.suspendedAt !== null) return false;
  const isHead = signer.role === 'head' && signer.vouchedBy === null;
  return (
    isHead ||
    kid === signer.kid ||
    // It was copied, so whoever works there may leave it with all its keys.
    (kid === null && device.chainState === 'forked')
  );
}

async function end(
  { sql, config, clock }: PlatformContext,
  { claims, signer }: Said,
): Promise<void> {
  const { county } = config;
  const { deviceId, kid, seq } = claims;
  await transact(sql, async ({ tx }) => {
    const at = clock();
    const ended = await endAuthorKeys(tx, {
      county,
      deviceId,
      kid,
      lastSeq: seq,
      at,
    });
    for (const clerkId of ended)
      await addDeviceAct(tx, {
        county,
        act: kid === null ? 'deviceGivenUp' : 'clerkLeft',
        deviceId,
        clerkId,
        detail: { seq, by: signer.clerkId },
        at,
      });
  });
}
