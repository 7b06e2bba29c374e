// A village without any network: everything it has taken in leaves on one file and
// is taken in at the township. Heap, memory and time on both ends.
import { once } from 'node:events';
import {
  createReadStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import {
  IMPORT_HEADER,
  importSummarySchema,
} from '../../src/protocol/stick-file.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';
import { makeWishes } from './applications.ts';
import { compareBooks, type Verdict } from './county-books.ts';
import type { Work } from './links.ts';
import { Phone } from './phone.ts';

export type StickResult = Verdict & {
  cases: number;
  materials: number;
  fileBytes: number;
  /** Planning and writing the file on the device. */
  exportS: number;
  /** JavaScript of page and worker at most, while the file was written. */
  exportHeapMB: number;
  importS: number;
  /** Resident memory of the platform's process before, and at most. */
  importBeforeMB: number;
  importPeakMB: number;
  /** Operations and materials that were new when the same file came again. */
  newAtRepeat: number;
};

const MB = 1024 * 1024;

export async function measureStick(
  work: Work,
  say: (line: string) => void,
): Promise<StickResult> {
  const platform = await aPlatform();
  const origin = `http://localhost:${platform.port}`;
  const phone = new Phone(origin);
  const folder = mkdtempSync(join(tmpdir(), 'vsp-stick-'));
  const path = join(folder, 'stick.bin');
  try {
    await platform.start();
    const [village] = (await platform.demo()).villages;
    if (village === undefined) throw new Error('the demo has no village');
    await phone.open();
    await phone.startDriver();
    await phone.enrol(village.shortCode);
    const wishes = makeWishes(work, await phone.matters());
    await phone.cutOff();
    await phone.takeIn(wishes, (done) => {
      if (done % 100 === 0 || done === wishes.length)
        say(`${done} of ${wishes.length} cases taken in`);
    });
    const exported = await phone.exportStick(path);
    // Only now: the export itself is an act in the chain.
    const inventory = await phone.inventory();
    say(`exported after ${exported.seconds.toFixed(1)} s`);
    const memory = watchMemory(platform.pid());
    const first = await importFile(platform, path);
    const importPeakMB = memory.peak() / MB;
    say(`taken in after ${first.seconds.toFixed(1)} s`);
    const again = await importFile(platform, path);
    const sql = await connectToPrivate(platform.dataDir);
    try {
      return {
        cases: wishes.length,
        materials: inventory.materials.length,
        fileBytes: statSync(path).size,
        exportS: exported.seconds,
        exportHeapMB: exported.peakBytes / MB,
        importS: first.seconds,
        importBeforeMB: memory.before / MB,
        importPeakMB,
        newAtRepeat: again.fresh,
        ...(await compareBooks(sql, platform.dataDir, inventory)),
      };
    } finally {
      await sql.end({ timeout: 5 });
    }
  } finally {
    await phone.remove();
    await platform.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As the township's page sends it: the file's bytes, streamed. */
async function importFile(
  platform: PlatformProcess,
  path: string,
): Promise<{ seconds: number; fresh: number }> {
  const origin = `http://127.0.0.1:${platform.port}`;
  const reviewer = (await platform.demo()).accounts.find(
    ({ role }) => role === 'reviewer',
  );
  if (reviewer === undefined) throw new Error('the demo has no reviewer');
  const ours = { 'Sec-Fetch-Site': 'same-origin' };
  const { login, password } = reviewer;
  const signedIn = await fetch(`${origin}/api/v1/review/session`, {
    method: 'POST',
    headers: { ...ours, 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const begun = performance.now();
  const answer = await send(`${origin}/api/v1/imports`, path, {
    ...ours,
    'Content-Type': 'application/octet-stream',
    [IMPORT_HEADER]: '1',
    Cookie: cookie,
  });
  const summary = v.parse(importSummarySchema, JSON.parse(answer));
  return {
    seconds: (performance.now() - begun) / 1000,
    fresh: [summary.operations, summary.materials].reduce(
      (sum, { received, alreadyHere }) => sum + received - alreadyHere,
      0,
    ),
  };
}

/** Without the limits that fetch sets on a long answer, as a browser has none. */
async function send(
  address: string,
  path: string,
  headers: Record<string, string>,
): Promise<string> {
  const asking = request(address, { method: 'POST', headers });
  const [[answer]] = await Promise.all([
    once(asking, 'response') as Promise<[IncomingMessage]>,
    pipeline(createReadStream(path), asking),
  ]);
  const body = await text(answer);
  if (answer.statusCode !== 200)
    throw new Error(`import: ${answer.statusCode} ${body}`);
  return body;
}

function watchMemory(pid: number): { before: number; peak(): number } {
  const used = () => {
    const [, kb] =
      /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ??
      [];
    return Number(kb) * 1024;
  };
  const before = used();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, used());
  }, 50);
  return {
    before,
    peak() {
      clearInterval(timer);
      return most;
    },
  };
}

export function stickTable(result: StickResult): string {
  return Object.entries(result)
    .map(
      ([name, value]) =>
        `${name.padEnd(16)} ${Number.isInteger(value) ? value : value.toFixed(1)}`,
    )
    .join('\n');
}
