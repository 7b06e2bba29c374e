// What a browser must load before a surface of the built app is drawn.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  bundledCalendar,
  bundledCatalogue,
  bundledVersion,
} from '../../src/platform/bundled-catalogue.ts';
import { gzipOf } from '../../src/platform/http/load-app-files.ts';
import { readEdition } from '../../src/domain/catalogue/read-edition.ts';
import { detached } from '../../src/platform/http/routes/detached.ts';
import { toGb18030 } from '../../src/platform/http/routes/gb18030.ts';
import { CATALOGUE_TYP } from '../../src/protocol/keys.ts';
import { makeKeys, sign } from '../device/fake-county/keys.ts';

const APP = 'dist/app';
const ASSETS = join(APP, 'assets');

/** As the platform sends a file. */
function gzBytesOf(path: string): number {
  return gzipOf(path, readFileSync(path)).length;
}

/** gz bytes of page, scripts and styles of the surface whose chunk has that name. */
export function firstScreenBytes(surface: string): number {
  const files = new Set<string>();
  const html = readFileSync(join(APP, 'index.html'), 'utf8');
  for (const [, name] of html.matchAll(/\/assets\/([\w.-]+)"/g))
    if (name !== undefined) collect(name, files);
  collect(assetNamed(surface, 'js'), files);
  // The loader names the style sheets of each lazy chunk beside it.
  for (const name of readdirSync(ASSETS)) {
    const [chunk] = name.split(/-[\w-]{8}\./);
    const isLoaded = [...files].some((file) => file.startsWith(`${chunk}-`));
    if (name.endsWith('.css') && isLoaded) files.add(name);
  }
  let bytes = gzBytesOf(join(APP, 'index.html'));
  // What looks at the browser before the app begins.
  bytes += gzBytesOf(join(APP, 'old-browser.js'));
  for (const name of files) bytes += gzBytes(name);
  return bytes;
}

/** gz bytes of a script with all that it cannot begin without. */
export function assetBytes(prefix: string): number {
  const files = new Set<string>();
  collect(assetNamed(prefix, 'js'), files);
  let bytes = 0;
  for (const name of files) bytes += gzBytes(name);
  return bytes;
}

export function shellWorkerBytes(): number {
  return gzBytesOf(join(APP, 'service-worker.js'));
}

/** gz bytes of the catalogue's village edition as a county sends it to a device. */
export async function catalogueBytes(): Promise<number> {
  const { root } = await makeKeys();
  const signed = await sign(root, CATALOGUE_TYP, {
    version: bundledVersion,
    demo: true,
    edition: 'village',
    catalogue: readEdition(bundledCatalogue),
    calendar: bundledCalendar,
  });
  const bytes = toGb18030(detached(signed));
  if (bytes === undefined) throw new Error('the catalogue is not in GB 18030');
  return gzipSync(bytes, { level: 9 }).length;
}

/**
 * gz bytes of all that a device keeps for having no network: the shell's files, its
 * worker and the catalogue.
 */
export async function offlineBytes(): Promise<number> {
  const worker = readFileSync(join(APP, 'service-worker.js'), 'utf8');
  // The list that the build writes into it.
  const names = [...worker.matchAll(/["']?url["']?:["'`]([\w./-]+)["'`]/g)];
  if (names.length < 20) throw new Error('the shell has no list of its files');
  let bytes = shellWorkerBytes() + (await catalogueBytes());
  for (const [, name] of names) bytes += gzBytesOf(join(APP, name ?? ''));
  return bytes;
}

function collect(name: string, files: Set<string>): void {
  if (files.has(name)) return;
  files.add(name);
  if (!name.endsWith('.js')) return;
  const code = readFileSync(join(ASSETS, name), 'utf8');
  for (const [, imported] of code.matchAll(
    /(?:from|import)\s*["'`]\.\/([\w.-]+)["'`]/g,
  ))
    if (imported !== undefined) collect(imported, files);
}

function assetNamed(prefix: string, ending: string): string {
  const name = readdirSync(ASSETS).find(
    (each) => each.startsWith(`${prefix}-`) && each.endsWith(`.${ending}`),
  );
  if (name === undefined) throw new Error(`no asset ${prefix}: build first`);
  return name;
}

const gzBytes = (name: string) => gzBytesOf(join(ASSETS, name));
