import type { MetaRows } from './meta-rows.ts';
import type { DeviceDatabase } from './tables.ts';

/** A row of `meta`; undefined when it was never written. */
export async function findMeta<Name extends keyof MetaRows>(
  db: DeviceDatabase,
  name: Name,
): Promise<MetaRows[Name] | undefined> {
  const row = await db.meta.get(name);
  return row?.value as MetaRows[Name] | undefined;
}

/** Several rows of `meta`, as they were at one moment. */
export async function findMetas<Name extends keyof MetaRows>(
  db: DeviceDatabase,
  names: readonly Name[],
): Promise<{ [Each in Name]?: MetaRows[Each] }> {
  const found: { [Each in Name]?: MetaRows[Each] } = {};
  const rows = await db.meta.bulkGet([...names]);
  for (const [at, name] of names.entries()) {
    const row = rows[at];
    if (row !== undefined) found[name] = row.value as MetaRows[Name];
  }
  return found;
}

/** Only inside a write transaction. */
export async function putMeta<Name extends keyof MetaRows>(
  db: DeviceDatabase,
  name: Name,
  value: MetaRows[Name],
): Promise<void> {
  await db.meta.put({ name, value });
}

export const COUNTY_UNHEARD: MetaRows['county'] = {
  lastHeardAt: null,
  epoch: null,
  ack: null,
  safeThrough: null,
  sealKid: null,
  nonce: null,
  catalogueVersion: null,
  audiences: [],
  isRevoked: false,
};

/** What the county said last; before first contact, that nothing was said. */
export async function getCounty(
  db: DeviceDatabase,
): Promise<MetaRows['county']> {
  return countyIn({ county: await findMeta(db, 'county') });
}

/** The same, of a row that was read with others. */
export function countyIn(rows: {
  county?: MetaRows['county'] | undefined;
}): MetaRows['county'] {
  return { ...COUNTY_UNHEARD, ...rows.county };
}

/**
 * The last serial given out on a day of intake in China. Every day keeps its
 * own: a clock that jumps back and forth must not give a number twice.
 */
export async function lastSerial(
  db: DeviceDatabase,
  day: string,
): Promise<number> {
  const row = await db.meta.get(`serial/${day}`);
  return typeof row?.value === 'number' ? row.value : 0;
}

/** Only inside a write transaction. */
export async function putSerial(
  db: DeviceDatabase,
  day: string,
  serial: number,
): Promise<void> {
  await db.meta.put({ name: `serial/${day}`, value: serial });
}

/**
 * Random bytes that only hold room (storage/keep-ballast.ts). They lie apart from
 * MetaRows: nobody reads them, and nothing loads them by chance.
 */
export const BALLAST = 'ballast';

/** Without loading it. */
export async function hasBallast(db: DeviceDatabase): Promise<boolean> {
  return (await db.meta.where('name').equals(BALLAST).count()) > 0;
}
