// The built app is small and never changes while the process lives: it is read
// once, compressed once, and served from memory.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

export type AppFile = {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** null: too small or already compressed. */
  gzip: Uint8Array<ArrayBuffer> | null;
  etag: string;
  /** Its name carries the hash of its content. */
  isHashed: boolean;
};

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Below it gzip's own frame outweighs what it saves. */
const MIN_GZIP_BYTES = 512;

/**
 * Reads a folder's files by their URL path (`/assets/main-1a2b3c4d.js`). Source
 * maps and files of a type that the app has no use for are left out.
 * @throws when the folder cannot be read.
 */
export function loadAppFiles(folder: string): Map<string, AppFile> {
  const files = new Map<string, AppFile>();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    files.set(path, loadFile(file, path, type));
  }
  return files;
}

function loadFile(file: string, path: string, type: string): AppFile {
  const bytes = Uint8Array.from(readFileSync(file));
  const isText = !/^(image\/(png|x-icon)|font\/)/.test(type);
  const hash = createHash('sha256').update(bytes).digest('base64url');
  return {
    type,
    bytes,
    gzip: isText && bytes.length >= MIN_GZIP_BYTES ? gzipOf(file, bytes) : null,
    etag: `"${hash.slice(0, 22)}"`,
    // vite's names: assets/{name}-{8 characters}.{type}
    isHashed: /^\/assets\/[^/]+-[\w-]{8}\.\w+$/.test(path),
  };
}

/** As the build packed it (src/build/pack-app.ts), unless the file was changed since. */
export function gzipOf(
  file: string,
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const packed = `${file}.gz`;
  if (existsSync(packed)) {
    const gzip = readFileSync(packed);
    if (gunzipSync(gzip).equals(bytes)) return Uint8Array.from(gzip);
  }
  return Uint8Array.from(gzipSync(bytes, { level: 9 }));
}
