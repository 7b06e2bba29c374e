// Keys of one kind, one a file: `intake.json` is the first, `intake.{kid}.json` a later
// one. The newest in effect seals, all of them open. Of a kind that has a file already
// none is ever made by itself: it would open nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addFile, loadOrMake } from './key-files.ts';
import { isMissing } from '../is-missing.ts';

/**
 * Between a key's making and its use: by then every process of the platform has read
 * it (follow-keys.ts), and what one seals another opens.
 */
export const SPREAD_MS = 60_000;

export type RingFile<Content> = {
  /** Of the file's name; '' of the first. */
  kid: string;
  /** From when on it seals. */
  from: Date;
  content: Content;
};

/**
 * The ring `name`, the key in use at `now` first, before the earlier and then the coming
 * ones. Makes the first where there is none.
 */
export async function loadRing<Content extends object>(
  directory: string,
  name: string,
  { now, make }: { now: Date; make: () => Promise<Content> },
): Promise<[RingFile<Content>, ...RingFile<Content>[]]> {
  if (ringKids(directory, name).length === 0)
    await loadOrMake(directory, `${name}.json`, async () => ({
      ...(await make()),
      from: now.toISOString(),
    }));
  const files = ringKids(directory, name)
    .map((kid) => readKey<Content>(directory, name, kid))
    .toSorted((one, other) => other.from.getTime() - one.from.getTime());
  const coming = files.filter(({ from }) => from > now);
  const [first, ...earlier] = files.slice(coming.length);
  if (first !== undefined) return [first, ...earlier, ...coming];
  // The clock was set back: the oldest is the surest.
  const [oldest, ...others] = files.toReversed();
  if (oldest === undefined) throw new Error(`the ${name} key`);
  return [oldest, ...others];
}

/** Adds a key that seals a minute from now on, on the disk when this returns. */
export function addToRing(
  directory: string,
  name: string,
  key: { kid: string; content: object; now: Date },
): void {
  addFile(directory, fileName(name, key.kid), {
    ...key.content,
    from: new Date(key.now.getTime() + SPREAD_MS).toISOString(),
  });
}

/** Of a key of a ring; `kid` empty: the first. */
export function fileName(name: string, kid: string): string {
  return kid === '' ? `${name}.json` : `${name}.${kid}.json`;
}

function ringKids(directory: string, name: string): string[] {
  const form = new RegExp(
    `^${name.replaceAll('.', '\\.')}(?:\\.([\\w-]+))?\\.json$`,
  );
  return listFiles(directory).flatMap((file) => {
    const match = form.exec(file);
    return match === null ? [] : [match[1] ?? ''];
  });
}

function readKey<Content extends object>(
  directory: string,
  name: string,
  kid: string,
): RingFile<Content> {
  const path = join(directory, fileName(name, kid));
  const content = JSON.parse(readFileSync(path, 'utf8')) as Content & {
    from?: string;
  };
  // The first key of 0.1.0 does not say it; its file's time is that of the last copy.
  const from = new Date(content.from ?? 0);
  return { kid, from, content };
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
