import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Hono } from 'hono';
import {
  DETACHED_JOSE,
  VILLAGE_EDITION,
  VILLAGE_EDITION_GB,
} from '../../../protocol/published-catalogue.ts';
import type { PlatformContext } from '../../context.ts';
import {
  findCurrentVersion,
  findSignedCatalogue,
  findVillageEdition,
} from '../../database/queries/catalogues.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { detached } from './detached.ts';
import { toGb18030 } from './gb18030.ts';

const gzipAsync = promisify(gzip);

const COMPACT_JOSE = 'application/jose';
const HEADERS = {
  'Cache-Control': 'public, max-age=31536000, immutable',
  Vary: 'Accept, Accept-Encoding',
};

/** From the most particular on; the last is for those who ask for none. */
const FORMS = [
  VILLAGE_EDITION_GB,
  VILLAGE_EDITION,
  DETACHED_JOSE,
  COMPACT_JOSE,
] as const;
type Form = (typeof FORMS)[number];

/** What is served where there is none of a form. */
const INSTEAD: Partial<Record<Form, Form>> = {
  [VILLAGE_EDITION_GB]: VILLAGE_EDITION,
  [VILLAGE_EDITION]: DETACHED_JOSE,
};

type Served = {
  type: Form;
  plain: string | Uint8Array<ArrayBuffer>;
  zipped: Uint8Array<ArrayBuffer>;
};

/** The catalogue and its calendar: public, signed, immutable by version. */
export function catalogueRoutes(
  context: PlatformContext,
): Hono<HttpEnvironment> {
  const { sql, config } = context;
  const { county } = config;
  const routes = new Hono<HttpEnvironment>();
  /** Compressing half a megabyte takes longer than serving it. */
  const kept = new Map<string, Served>();

  async function findServed(
    version: string,
    type: Form,
  ): Promise<Served | undefined> {
    const key = `${type} ${version}`;
    const found = kept.get(key);
    if (found !== undefined) return found;
    const plain = await findPlain(version, type);
    if (plain === undefined) {
      const instead = INSTEAD[type];
      return instead === undefined ? undefined : findServed(version, instead);
    }
    const zipped = new Uint8Array(await gzipAsync(plain, { level: 9 }));
    const served = { type, plain, zipped };
    kept.set(key, served);
    return served;
  }

  async function findPlain(version: string, type: Form) {
    const isVillage = type === VILLAGE_EDITION || type === VILLAGE_EDITION_GB;
    const find = isVillage ? findVillageEdition : findSignedCatalogue;
    const signed = await find(sql, { county, version });
    if (signed === undefined || type === COMPACT_JOSE) return signed;
    const text = detached(signed);
    return type === VILLAGE_EDITION_GB ? toGb18030(text) : text;
  }

  routes.get('/api/v1/catalogue/current', async (c) => {
    const version = await findCurrentVersion(sql, county);
    if (version === undefined) return problem(c, 'notFound');
    c.header('Cache-Control', 'no-cache');
    return c.redirect(`/api/v1/catalogue/${encodeURIComponent(version)}`);
  });

  routes.get('/api/v1/catalogue/:version', async (c) => {
    const version = c.req.param('version');
    const accepted = c.req.header('Accept') ?? '';
    const form = FORMS.find((each) => accepted.includes(each)) ?? COMPACT_JOSE;
    const served = await findServed(version, form);
    if (served === undefined) return problem(c, 'notFound');
    const headers = { ...HEADERS, 'Content-Type': served.type };
    if (!/\bgzip\b/.test(c.req.header('Accept-Encoding') ?? ''))
      return c.body(served.plain, 200, headers);
    return c.body(served.zipped, 200, {
      ...headers,
      'Content-Encoding': 'gzip',
    });
  });

  return routes;
}
