// One measurement: cases are taken in without a network, then the link opens and
// the clock runs until the county has everything.
import type { Sql } from 'postgres';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';
import { makeWishes } from './applications.ts';
import { compareBooks, countArrived } from './county-books.ts';
import type { Measured } from './links.ts';
import { limitS, weighPayload } from './payload.ts';
import { Phone } from './phone.ts';
import {
  openShapedLink,
  type LinkCount,
  type ShapedLink,
} from './shaped-link.ts';

export type Result = {
  link: string;
  cases: number;
  allTextsS: number;
  allTextsLimitS: number;
  totalS: number;
  totalLimitS: number;
  payloadBytes: number;
  wireBytes: number;
  cuts: number;
  resentBytes: number;
  /** Requests begun until the last text had arrived. */
  roundTripsText: number;
  longestTaskMs: number;
  heapPeakMB: number;
  lost: number;
  doubled: number;
  /** Both directions, of one contact with nothing to send and nothing to hear. */
  idleContactBytes: number;
  /** Of wireBytes: bodies of batches, signed, sealed and gzipped. */
  textWireBytes: number;
  /** Of wireBytes: heads of requests and answers. */
  headBytes: number;
};

export type Options = {
  /** Heap is read after a collection, which takes time from the sending. */
  exactHeap: boolean;
  /** Every message that passes the link, and every second its bytes up. */
  isTraced: boolean;
  say: (line: string) => void;
};

const POLL_MS = 50;
const HEAP_EVERY_MS = 500;
/** Beyond so many times the limit a run has failed. */
const PATIENCE = 6;
const LEAST_PATIENCE_S = 120;

export async function measureSync(
  measured: Measured,
  options: Options,
): Promise<Result> {
  const platform = await aPlatform();
  const link = await openShapedLink(
    () => platform.port,
    options.isTraced ? stamped(options.say) : undefined,
  );
  const phone = new Phone(`http://localhost:${link.port}`);
  let sql: Sql | undefined;
  try {
    await platform.start();
    sql = await connectToPrivate(platform.dataDir);
    return await run({ measured, options, platform, link, phone, sql });
  } finally {
    await sql?.end({ timeout: 5 });
    await phone.remove();
    await link.stop();
    await platform.remove();
  }
}

type Stage = {
  measured: Measured;
  options: Options;
  platform: PlatformProcess;
  link: ShapedLink;
  phone: Phone;
  sql: Sql;
};

async function run(stage: Stage): Promise<Result> {
  const { measured, options, platform, link, phone, sql } = stage;
  const { line, work } = measured;
  const { say } = options;
  const cases = work.textCases + work.photoCases;
  await prepare(stage, cases);
  const before = await phone.inventory();
  const materials = before.materials.length;

  say(`${measured.link}: the link opens`);
  const texts = until(
    async () => (await countArrived(sql)).texts === cases,
    cases,
    line.upPerS,
  );
  const begun = performance.now();
  link.open(line);
  const tracing = traceWidth(stage);
  await phone.pressSend();
  const heap = watchPeak(phone, options.exactHeap);
  await texts;
  const allTextsS = secondsSince(begun);
  const atTexts = link.count();
  say(`${measured.link}: all texts after ${allTextsS.toFixed(2)} s`);
  const bytes = work.photoCases * 3 * work.photographBytes;
  await until(
    async () => (await countArrived(sql)).materials === materials,
    cases + bytes / 4096,
    line.upPerS,
  );
  const totalS = secondsSince(begun);
  const atAll = link.count();
  await until(() => phone.hasNothingLeft(), cases, line.upPerS);
  await phone.roundIsOver();
  const heapPeakMB = (await heap.peakBytes()) / 1024 / 1024;
  const longTasks = await phone.longTasks();
  say(`${measured.link}: everything after ${totalS.toFixed(2)} s`);

  clearInterval(tracing);
  const idleContactBytes = await contact(stage);
  const inventory = await phone.inventory();
  const verdict = await compareBooks(sql, platform.dataDir, inventory);
  const payload = await weighPayload(sql, platform.dataDir);
  const payloadBytes = payload.texts + payload.photographs;
  return {
    link: measured.link,
    cases,
    allTextsS: round(allTextsS),
    allTextsLimitS: round(limitS(line, payload.texts)),
    totalS: round(totalS),
    totalLimitS: round(limitS(line, payloadBytes)),
    payloadBytes,
    wireBytes: atAll.up + atAll.down,
    cuts: atAll.cuts,
    resentBytes: resentBytes(atAll, payload.sealedPhotographs),
    roundTripsText: atTexts.http.requests,
    longestTaskMs: Math.round(Math.max(0, ...longTasks)),
    heapPeakMB: round(heapPeakMB),
    ...verdict,
    idleContactBytes,
    textWireBytes: atAll.http.up.operations,
    headBytes: atAll.http.requestHeads + atAll.http.responseHeads,
  };
}

/** An enrolled telephone with its cases, at the send screen, without a network. */
async function prepare(stage: Stage, cases: number): Promise<void> {
  const { measured, options, platform, link, phone } = stage;
  const [village] = (await platform.demo()).villages;
  if (village === undefined) throw new Error('the demo county has no village');
  await phone.open();
  await phone.startDriver();
  await phone.enrol(village.shortCode);
  const wishes = makeWishes(measured.work, await phone.matters());
  link.close();
  await phone.takeIn(wishes, (done) => {
    if (done % 100 === 0 || done === cases)
      options.say(`${measured.link}: ${done} of ${cases} cases taken in`);
  });
  await phone.showSendScreen();
}

/**
 * What passed of uploads beyond their sizes, and batches whose answer was lost.
 * Bytes that a cut caught before the bucket were never sent.
 */
function resentBytes({ http }: LinkCount, sealedPhotographs: number): number {
  return (
    Math.max(0, http.up.materials - sealedPhotographs) +
    http.unansweredOperations
  );
}

function stamped(say: Options['say']): Options['say'] {
  return (line) => say(`${performance.now().toFixed(0)} ${line}`);
}

function traceWidth({ options, link }: Stage): NodeJS.Timeout | undefined {
  if (!options.isTraced) return undefined;
  const say = stamped(options.say);
  let before = 0;
  return setInterval(() => {
    const { up } = link.count();
    say(`| ${up - before} bytes up`);
    before = up;
  }, 1000).unref();
}

async function contact({ link, phone, measured }: Stage): Promise<number> {
  link.open({ ...measured.line, cutEveryS: null });
  await phone.pressSend();
  await until(
    () => Promise.resolve(link.count().down > 0),
    0,
    measured.line.upPerS,
  );
  await phone.roundIsOver();
  const { up, down } = link.count();
  return up + down;
}

function watchPeak(
  phone: Phone,
  exact: boolean,
): { peakBytes(): Promise<number> } {
  let peak = 0;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      peak = Math.max(peak, await phone.heapBytes(exact));
      await pause(HEAP_EVERY_MS);
    }
  })();
  // A browser that has gone is told by what waits for it.
  watching.catch(() => undefined);
  return {
    async peakBytes() {
      over.abort();
      await watching;
      return peak;
    },
  };
}

/** `units`: of some 4 kB each, for how long is waited at most. */
async function until(
  condition: () => Promise<boolean>,
  units: number,
  upPerS: number | null,
): Promise<void> {
  const expectedS = upPerS === null ? units / 20 : (units * 4096) / upPerS;
  const end =
    performance.now() + (PATIENCE * expectedS + LEAST_PATIENCE_S) * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('the county never had it all');
    await pause(POLL_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

const secondsSince = (begun: number) => (performance.now() - begun) / 1000;
const round = (value: number) => Math.round(value * 100) / 100;
