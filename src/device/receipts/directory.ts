// The directory of the county's devices, as this one holds it: asked for once a day
// when everything has been sent, so that receipts of others can be judged offline.
import * as v from 'valibot';
import {
  DIRECTORY_TYP,
  directorySchema,
  type DeviceDirectory,
} from '../../protocol/directory.ts';
import { fetchSigned, pinnedRoot } from '../catalogue/fetch-signed.ts';
import { isFull } from '../database/storage-error.ts';
import type { KeyRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type { DeviceContext } from '../device-context.ts';
import { verifyByRoot } from '../vault/county-keys.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

type Context = Pick<DeviceContext, 'store' | 'ports' | 'age'>;

/** Fetches it when a day has passed. What could not be fetched is asked again. */
export async function refreshDirectory({
  store,
  ports,
  age,
}: Context): Promise<void> {
  if (age.isTooNew) return;
  const now = ports.clock.wallMs();
  const held = await read(store, (db) => db.keys.get('directory'));
  const kept = held?.name === 'directory' ? held : undefined;
  // A clock that was set back is no reason to wait for years.
  if (kept !== undefined && Math.abs(now - kept.askedAt) < DAY_MS) return;
  const fetched = await fetchSigned(ports, '/api/v1/directory');
  if (!fetched.ok && fetched.code !== 'notFound') return;
  let jws = kept?.jws ?? null;
  if (fetched.ok && fetched.value !== jws) {
    const fresh = await readSigned(store, fetched.value);
    if (fresh === undefined) return;
    const before = await findDirectory(store);
    if (before === undefined || before.issuedAt <= fresh.issuedAt)
      jws = fetched.value;
  }
  const row: KeyRow = { name: 'directory', jws, askedAt: now };
  try {
    await write(store, ['keys'], () => store.db.keys.put(row), {
      mayUseBallast: false,
    });
  } catch (error) {
    // The one that is here goes on; this one comes again.
    if (!isFull(error)) throw error;
  }
}

/** undefined: none has come yet, or it is not of this device's county. */
export async function findDirectory(
  store: Context['store'],
): Promise<DeviceDirectory | undefined> {
  const row = await read(store, (db) => db.keys.get('directory'));
  return row?.name === 'directory' && row.jws !== null
    ? readSigned(store, row.jws)
    : undefined;
}

async function readSigned(
  store: Context['store'],
  jws: string,
): Promise<DeviceDirectory | undefined> {
  const thumbprint = await read(store, pinnedRoot);
  const claims = await verifyByRoot(jws, { typ: DIRECTORY_TYP, thumbprint });
  const parsed = v.safeParse(directorySchema, claims);
  return parsed.success ? parsed.output : undefined;
}
