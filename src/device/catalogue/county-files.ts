// What the county publishes to everybody: its key set and the catalogue with the
// calendar, each one signed text; of the catalogue the village edition, where the
// county has it. Kept as signed; read when first needed.
import * as v from 'valibot';
import {
  readCalendar,
  type WorkCalendar,
} from '../../domain/calendar/calendar-schema.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import { readEdition } from '../../domain/catalogue/read-edition.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { CATALOGUE_TYP, type KeySet } from '../../protocol/keys.ts';
import { publishedCatalogueSchema } from '../../protocol/published-catalogue.ts';
import { getCounty } from '../database/meta.ts';
import type { CatalogueRow } from '../database/tables.ts';
import { isFull } from '../database/storage-error.ts';
import { read, write, type Store } from '../database/write.ts';
import { done, failed } from '../outcome.ts';
import type { DevicePorts } from '../ports.ts';
import { verifyByRoot, verifyKeySet } from '../vault/county-keys.ts';
import { fetchSigned, pinnedRoot } from './fetch-signed.ts';

export type Published = {
  version: string;
  demo: boolean;
  catalogue: Catalogue;
  calendar: WorkCalendar;
};

type Ports = Pick<DevicePorts, 'fetch' | 'clock' | 'origin'>;

export class CountyFiles {
  readonly #store: Store;
  readonly #ports: Ports;
  #published: Published | undefined;
  /** Asked for at every change of every list: a signature is judged once. */
  #judged: { jws: string; root: string | null; keySet: KeySet } | undefined;
  /** Versions already read; one that was pinned long ago is rarely asked. */
  readonly #versions = new Map<string, Published>();
  /** Versions that the county says it does not have. */
  readonly #gone = new Set<string>();

  constructor(store: Store, ports: Ports) {
    this.#store = store;
    this.#ports = ports;
  }

  /** The present catalogue; undefined before the first load. */
  async current(): Promise<Published | undefined> {
    if (this.#published !== undefined) return this.#published;
    const row = await read(this.#store, async (db) => {
      const { catalogueVersion } = await getCounty(db);
      const named =
        catalogueVersion === null
          ? undefined
          : await db.catalogues.get(catalogueVersion);
      return (
        named ??
        (await newest(
          db.catalogues.filter(({ isForOldWork }) => !isForOldWork).toArray(),
        ))
      );
    });
    if (row === undefined) return undefined;
    this.#published = await this.#read(row.jws);
    return this.#published;
  }

  /** A version that a draft or case has pinned; undefined: not on this device. */
  async version(version: string): Promise<Published | undefined> {
    const known = this.#versions.get(version);
    if (known !== undefined) return known;
    const row = await read(this.#store, (db) => db.catalogues.get(version));
    return row === undefined ? undefined : this.#read(row.jws);
  }

  /**
   * The same, fetched when it is not here: the county keeps every version it has
   * published. `notFound`: it does not have it any more.
   */
  async pinned(
    version: string,
  ): Promise<
    Outcome<Published, 'offline' | 'portal' | 'notFound' | 'storageFull'>
  > {
    const held = await this.version(version);
    if (held !== undefined) return done(held);
    if (this.#gone.has(version)) return failed('notFound');
    const loaded = await this.#load(version, { isForOldWork: true });
    if (!loaded.ok && loaded.code === 'notFound') this.#gone.add(version);
    return loaded;
  }

  async keySet(): Promise<{ jws: string; keySet: KeySet } | undefined> {
    const { row, root } = await read(this.#store, async (db) => ({
      row: await db.keys.get('county'),
      root: await pinnedRoot(db),
    }));
    if (row?.name !== 'county') return undefined;
    const { jws } = row;
    if (this.#judged?.jws === jws && this.#judged.root === root)
      return this.#judged;
    const keySet = await verifyKeySet(jws, root);
    if (keySet !== undefined) this.#judged = { jws, root, keySet };
    return keySet && { jws, keySet };
  }

  /** Fetches the key set. */
  async refreshKeys(): Promise<Outcome<null, 'offline' | 'portal'>> {
    const jws = await fetchSigned(this.#ports, '/api/v1/keys');
    if (!jws.ok) return failed(jws.code === 'offline' ? 'offline' : 'portal');
    return (await this.takeKeys(jws.value)) ? done(null) : failed('portal');
  }

  /**
   * Keeps a key set, whoever brought it; false when it is not the county's. A
   * lower serial never replaces a higher one.
   */
  async takeKeys(jws: string): Promise<boolean> {
    const root = await read(this.#store, pinnedRoot);
    const fresh = await verifyKeySet(jws, root);
    if (fresh === undefined) return false;
    const held = await this.keySet();
    if (held !== undefined && held.keySet.serial > fresh.serial) return true;
    if (held?.jws !== jws)
      await write(this.#store, ['keys'], () =>
        this.#store.db.keys.put({ name: 'county', jws }),
      );
    return true;
  }

  /** Fetches the present catalogue, `current` or by the version that it has. */
  async refreshCatalogue(
    version = 'current',
  ): Promise<Outcome<null, 'offline' | 'portal' | 'notFound' | 'storageFull'>> {
    const loaded = await this.#load(version, { isForOldWork: false });
    if (!loaded.ok) return loaded;
    this.#published = loaded.value;
    return done(null);
  }

  /** The app's first load brings both, before any enrolment. */
  async loadMissing(): Promise<void> {
    if ((await this.keySet()) === undefined) await this.refreshKeys();
    if ((await this.current()) === undefined) await this.refreshCatalogue();
  }

  async #load(
    version: string,
    { isForOldWork }: { isForOldWork: boolean },
  ): Promise<
    Outcome<Published, 'offline' | 'portal' | 'notFound' | 'storageFull'>
  > {
    const path = `/api/v1/catalogue/${encodeURIComponent(version)}`;
    const jws = await fetchSigned(this.#ports, path);
    if (!jws.ok) return jws;
    const published = await this.#read(jws.value);
    if (published === undefined) return failed('portal');
    const fetchedAt = new Date(this.#ports.clock.wallMs()).toISOString();
    const row: CatalogueRow = {
      version: published.version,
      jws: jws.value,
      fetchedAt,
      ...(isForOldWork && { isForOldWork }),
    };
    try {
      await write(
        this.#store,
        ['catalogues'],
        () => this.#store.db.catalogues.put(row),
        { mayUseBallast: false },
      );
    } catch (error) {
      // The version that is here goes on; this one comes again.
      if (isFull(error)) return failed('storageFull');
      throw error;
    }
    return done(published);
  }

  /** undefined when the signature, the frame or the content does not fit. */
  async #read(jws: string): Promise<Published | undefined> {
    const root = await read(this.#store, pinnedRoot);
    const claims = await verifyByRoot(jws, {
      typ: CATALOGUE_TYP,
      thumbprint: root,
    });
    const frame = v.safeParse(publishedCatalogueSchema, claims);
    if (!frame.success) return undefined;
    const { version, demo } = frame.output;
    const catalogue = readEdition(frame.output.catalogue);
    const calendar = readCalendar(frame.output.calendar);
    if (catalogue === undefined || calendar === null) return undefined;
    const published = { version, demo, catalogue, calendar };
    this.#versions.set(version, published);
    return published;
  }
}

async function newest<Row extends { fetchedAt: string }>(
  rows: PromiseLike<Row[]>,
): Promise<Row | undefined> {
  const sorted = [...(await rows)].sort((a, b) =>
    a.fetchedAt < b.fetchedAt ? 1 : -1,
  );
  return sorted[0];
}
