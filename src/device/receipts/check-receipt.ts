// Whether a receipt of any device of the county is genuine, told without a network
// and without its case, by the signed directory that lies here.
import { decodeJwt } from 'jose';
import * as v from 'valibot';
import { readReceiptNumber } from '../../domain/cases/receipt-number.ts';
import {
  whyNotOfCounty,
  type DirectoryDevice,
} from '../../protocol/directory.ts';
import { RECEIPT_TYP, type PublicJwk } from '../../protocol/keys.ts';
import {
  receiptClaimsSchema,
  type ReceiptClaims,
} from '../../protocol/receipts.ts';
import { findMeta } from '../database/meta.ts';
import { read, type Store } from '../database/write.ts';
import type { ReceiptCheck } from '../device-api.ts';
import type { DeviceContext } from '../device-context.ts';
import { getTicket } from '../vault/enrolled.ts';
import { verifyClaims } from '../vault/county-keys.ts';
import { findDirectory } from './directory.ts';

/** Text of the QR: any address, `/r#`, compact JWS; or the JWS alone. */
const JWS = /(?:^|#)([\w-]+\.[\w-]+\.[\w-]+)$/;

/**
 * Judges what a code says, or somebody has typed. A number alone proves nothing:
 * its check digits are anybody's to reckon.
 */
export async function checkReceipt(
  { store, files }: Pick<DeviceContext, 'store' | 'files'>,
  text: string,
): Promise<ReceiptCheck> {
  const said = text.normalize('NFKC').replace(/\s/g, '');
  const [, jws] = JWS.exec(said) ?? [];
  const claims = jws === undefined ? undefined : readClaims(jws);
  if (jws === undefined || claims === undefined) {
    const isNumber = readReceiptNumber(said) !== undefined;
    return { verdict: 'noReceipt', isNumber };
  }
  const directory = await findDirectory(store);
  const device =
    (await findOwn(store, claims.deviceId)) ??
    directory?.devices.find(({ id }) => id === claims.deviceId);
  if (device === undefined)
    return {
      verdict: 'unverified',
      why: directory === undefined ? 'noDirectory' : 'unknownDevice',
      directoryOf: directory?.issuedAt ?? null,
    };
  const verdict = await judge(jws, claims, device);
  if (verdict !== 'genuine') return verdict;
  const published = await files.current();
  const { number, matterCode, intake } = claims;
  return {
    verdict,
    number,
    stationCode: device.station,
    matterName:
      published?.catalogue.matters.find(({ code }) => code === matterCode)
        ?.name ?? null,
    takenInAt: intake.device,
  };
}

async function judge(
  jws: string,
  claims: ReceiptClaims,
  device: DirectoryDevice,
): Promise<'genuine' | Exclude<ReceiptCheck, { verdict: 'genuine' }>> {
  const key = await findSigner(jws, device);
  if (key === undefined)
    return { verdict: 'notGenuine', why: 'signature', endedAt: null };
  const refusal = whyNotOfCounty(claims, { device, key });
  if (refusal !== undefined) return { verdict: 'notGenuine', ...refusal };
  const parts = readReceiptNumber(claims.number);
  // One that worked by a ticket which had bound another gave that one's numbers: the
  // county knows which of those it keeps.
  return parts?.region === device.station &&
    parts.deviceNumber === device.number
    ? 'genuine'
    : { verdict: 'unverified', why: 'otherNumber', directoryOf: null };
}

async function findSigner(
  jws: string,
  { keys }: DirectoryDevice,
): Promise<DirectoryDevice['keys'][number] | undefined> {
  for (const key of keys) {
    const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x: key.x, y: key.y };
    if ((await verifyClaims(jws, { jwk, typ: RECEIPT_TYP })) !== undefined)
      return key;
  }
  return undefined;
}

/** This device knows itself, also before the county has bound it. */
async function findOwn(
  store: Store,
  deviceId: string,
): Promise<DirectoryDevice | undefined> {
  const own = await read(store, async (db) => ({
    device: await findMeta(db, 'device'),
    clerks: await db.clerks.toArray(),
  }));
  if (own.device?.id !== deviceId) return undefined;
  const directory = await findDirectory(store);
  const known = directory?.devices.find(({ id }) => id === deviceId);
  const { station, deviceNumber } = await getTicket(store);
  const keys = own.clerks.map(({ authorPublic: { x, y } }) => ({ x, y }));
  return {
    ...(known ?? { id: deviceId, station: station.code, number: deviceNumber }),
    // What the directory says of a key counts before what lies here.
    keys: [...(known?.keys ?? []), ...keys],
  };
}

/** Unverified; undefined: no receipt. */
function readClaims(jws: string): ReceiptClaims | undefined {
  try {
    const parsed = v.safeParse(receiptClaimsSchema, decodeJwt(jws));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
