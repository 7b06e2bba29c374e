// The county that every run begins with, made once: keys, a published catalogue of
// one matter, stations. A run gets a copy of the rows.
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { decodeJwt } from 'jose';
import { pino } from 'pino';
import * as v from 'valibot';
import { publishCatalogue } from '../../../src/platform/catalogue/publish-catalogue.ts';
import type { PlatformContext } from '../../../src/platform/context.ts';
import { saveStation } from '../../../src/platform/database/queries/stations.ts';
import { demoStations } from '../../../src/platform/demo/demo-county.ts';
import {
  loadCountyKeys,
  signByRoot,
  type CountyKeys,
} from '../../../src/platform/keys/county-keys.ts';
import { KEY_SET_TYP, keySetSchema } from '../../../src/protocol/keys.ts';
import { rememberEpoch } from '../../../src/platform/session/epoch.ts';
import { MemorySql } from '../memory/memory-sql.ts';
import { MemoryStore, type Snapshot } from '../memory/store.ts';
import { Random } from '../scheduler/random.ts';
import { chance } from '../stillness/chance.ts';
import { BEGIN, COUNTY, MATTER, STATIONS } from './places.ts';

const DATA = 'src/domain/catalogue/data';

export type BaseCounty = {
  keys: CountyKeys;
  /** The same with a second intake key, which devices seal to once they hear of it. */
  rotatedKeys: CountyKeys;
  snapshot: Snapshot;
  catalogueVersion: string;
  catalogue: { version: string };
  calendar: unknown;
};

let base: Promise<BaseCounty> | undefined;

export function baseCounty(): Promise<BaseCounty> {
  base ??= make();
  return base;
}

async function make(): Promise<BaseCounty> {
  chance.random = new Random('county');
  const folder = mkdtempSync(join(tmpdir(), 'laboratory-'));
  const keys = await loadCountyKeys(folder, COUNTY, new Date(BEGIN));
  rmSync(folder, { recursive: true });
  const rotatedKeys = await rotate(keys);
  const store = new MemoryStore();
  const context: PlatformContext = {
    sql: new MemorySql(store, () => Promise.resolve()).asSql,
    config: { county: COUNTY, demo: true, address: 'http://county.test' },
    keys,
    store: {
      put: () => Promise.resolve(false),
      read: () => Promise.reject(new Error('no files')),
      has: () => Promise.resolve(false),
      remove: () => Promise.resolve(),
    },
    clock: () => new Date(BEGIN),
    log: pino({ level: 'silent' }),
  };
  for (const station of demoStations)
    if (STATIONS.includes(station.code))
      await saveStation(context.sql, COUNTY, station);
  const catalogue = smallCatalogue();
  const calendar = readData('calendar.json');
  const catalogueVersion = await publishCatalogue(context, catalogue, calendar);
  await rememberEpoch(context);
  const snapshot = store.snapshot();
  return {
    keys,
    rotatedKeys,
    snapshot,
    catalogueVersion,
    catalogue,
    calendar,
  };
}

async function rotate(keys: CountyKeys): Promise<CountyKeys> {
  const folder = mkdtempSync(join(tmpdir(), 'laboratory-'));
  const { intake } = await loadCountyKeys(folder, COUNTY);
  rmSync(folder, { recursive: true });
  const before = v.parse(keySetSchema, decodeJwt(keys.keySet));
  const [{ kid, publicJwk: jwk }] = intake;
  const keySet = await signByRoot(keys.root, KEY_SET_TYP, {
    ...before,
    intake: [{ kid, jwk }, ...before.intake],
    serial: before.serial + 1,
  });
  return { ...keys, intake: [...intake, ...keys.intake], keySet };
}

type Papers = { materials?: { typeId: string }[] };
type Whole = {
  version: string;
  matters: ({ code: string } & Papers)[];
  applicantForms: Record<string, Papers>;
  materialTypes: { id: string }[];
  regions: { villages: { code12: string | null }[] };
  categories: { matters: string[] }[];
  bundles: unknown[];
  stats: Record<string, number>;
};

/** What a run needs of the catalogue: it is read at every start of a window. */
function smallCatalogue(): Whole {
  const whole = readData('matters.json') as Whole;
  const matters = whole.matters.filter(({ code }) => code === MATTER);
  const papers = new Set(
    [...matters, ...Object.values(whole.applicantForms)].flatMap(
      ({ materials = [] }) => materials.map(({ typeId }) => typeId),
    ),
  );
  return {
    ...whole,
    matters,
    materialTypes: whole.materialTypes.filter(({ id }) => papers.has(id)),
    regions: {
      ...whole.regions,
      villages: whole.regions.villages.filter(({ code12 }) =>
        STATIONS.includes(code12 ?? ''),
      ),
    },
    categories: whole.categories.map((category) => ({
      ...category,
      matters: category.matters.filter((code) => code === MATTER),
    })),
    bundles: [],
    stats: {},
  };
}

function readData(name: string): unknown {
  return JSON.parse(readFileSync(`${DATA}/${name}`, 'utf8'));
}
