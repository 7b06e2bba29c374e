import { describe, expect, it } from 'vitest';
import { ask } from '../../../src/device/sync/request.ts';
import { Pace } from '../../../src/device/sync/pace.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  must,
  now,
  type Bench,
} from '../a-device.ts';
import { json } from '../fake-county.ts';
import { SlowLink } from './a-slow-link.ts';
import { aCase } from './some-cases.ts';

/** An enrolled device, and from now on a link of so many bytes a second. */
async function aDeviceOn(link: SlowLink): Promise<Bench> {
  const bench = await anEnrolledDevice();
  const { county, ports } = bench;
  county.fault = () => Promise.reject(new TypeError('no network'));
  Object.assign(
    ports.clock,
    link.clock(() => county.nowMs),
  );
  return bench;
}

function connect({ county, ports }: Bench, link: SlowLink): void {
  county.fault = undefined;
  ports.fetch = link.over(county.fetch);
}

/** Rounds until nothing is left, or too many. */
async function goRound({ api }: Bench, most = 60): Promise<void> {
  for (let i = 0; i < most; i += 1) {
    await api.sync.now();
    const { unsent } = await now(api.outbox.watch);
    if (unsent.operations + unsent.materials === 0) return;
  }
}

describe('a slow link', { timeout: 30_000 }, () => {
  it.each([8000, 1000, 500])(
    'of %i bytes a second delivers text, and nothing is given up',
    async (bytesPerS) => {
      const link = new SlowLink(bytesPerS);
      const bench = await aDeviceOn(link);
      for (let i = 0; i < 12; i += 1) await aCase(bench, 0);
      connect(bench, link);
      await goRound(bench);
      expect(bench.county.operations.size).toBe(12);
      expect(link.givenUpMs).toEqual([]);
    },
  );

  it('of 100 bytes a second delivers text too, one by one', async () => {
    const link = new SlowLink(100);
    const bench = await aDeviceOn(link);
    for (let i = 0; i < 12; i += 1) await aCase(bench, 0);
    connect(bench, link);
    await goRound(bench);
    expect(bench.county.operations.size).toBe(12);
  });

  it('guarantee 7: carries a photograph in pieces, sends no byte twice and gives nothing up', async () => {
    const link = new SlowLink(1000);
    const bench = await aDeviceOn(link);
    const { api, county, device } = bench;
    const draftId = await aFilledDraft(api, { photographs: 0 });
    must(await api.drafts.addPhotograph(draftId, 'p', aPhotograph(150_000)));
    must(await api.drafts.submit(draftId));
    connect(bench, link);
    await goRound(bench);
    const stored = await device.store.db.materialBytes.toArray();
    for (const { sha256, ciphertext } of stored)
      expect(county.uploads.get(sha256)).toEqual(new Uint8Array(ciphertext));
    expect(link.givenUpMs).toEqual([]);
    const sent = link.bodies.reduce((sum, bytes) => sum + bytes, 0);
    expect(sent).toBeLessThan(150_000 + 15_000);
    // No request was so large that a dead line would be waited for long.
    expect(Math.max(...link.bodies)).toBeLessThanOrEqual(32 * 1024);
  });

  it('that was quick and is not any more goes on in smaller batches', async () => {
    const link = new SlowLink(100_000);
    const bench = await aDeviceOn(link);
    for (let i = 0; i < 25; i += 1) await aCase(bench, 0);
    connect(bench, link);
    const { county, ports } = bench;
    const { fetch } = ports;
    ports.fetch = async (request) => {
      if (county.operations.size > 10) link.bytesPerS = 400;
      return fetch(request);
    };
    await goRound(bench);
    expect(county.operations.size).toBe(25);
    expect(link.givenUpMs.length).toBeLessThanOrEqual(1);
  });

  it('a line that has gone dead is given up within a minute, a quick one sooner', async () => {
    const link = new SlowLink(100_000);
    const bench = await aDeviceOn(link);
    for (let i = 0; i < 12; i += 1) await aCase(bench, 0);
    connect(bench, link);
    link.isHalfOpen = true;
    await bench.api.sync.now();
    expect(Math.max(...link.givenUpMs)).toBeLessThan(65_000);
    link.isHalfOpen = false;
    await bench.api.sync.now();
    expect(bench.county.operations.size).toBe(12);
    link.givenUpMs.length = 0;
    for (let i = 0; i < 8; i += 1) await aCase(bench, 0);
    link.isHalfOpen = true;
    await bench.api.sync.now();
    expect(Math.max(...link.givenUpMs)).toBeLessThan(40_000);
  });
});

describe('an answer', () => {
  /** Pieces of an answer, each after so many ms. */
  function answering(link: SlowLink, pieces: [string, number][]) {
    return (request: Request) => {
      const left = [...pieces];
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        async pull(controller) {
          const [text, ms] = left.shift() ?? ['', 0];
          if (text === '') return controller.close();
          await link.pass(ms, request.signal);
          if (request.signal.aborted)
            return controller.error(new TypeError('aborted'));
          controller.enqueue(new TextEncoder().encode(text));
        },
      });
      return Promise.resolve(new Response(body, json(200, null)));
    };
  }
  const question = { method: 'GET', path: '/', pace: new Pace() } as const;
  const origin = 'http://county.test';

  it('that comes slowly is waited for as long as something comes', async () => {
    const link = new SlowLink(1);
    const clock = link.clock(() => 0);
    const slow = Array.from({ length: 12 }, (): [string, number] => [
      '1',
      25_000,
    ]);
    const heard = await ask(
      { clock, origin, fetch: answering(link, slow) },
      question,
    );
    expect(heard).toMatchObject({ kind: 'answer', body: 111_111_111_111 });
    expect(link.nowMs).toBe(300_000);
  });

  it('that stops in the middle is given up', async () => {
    const link = new SlowLink(1);
    const clock = link.clock(() => 0);
    const stopping: [string, number][] = [
      ['[', 1000],
      [']', 31_000],
    ];
    const heard = await ask(
      { clock, origin, fetch: answering(link, stopping) },
      question,
    );
    expect(heard).toEqual({ kind: 'nothing' });
    expect(link.nowMs).toBe(31_000);
  });

  it('without an end is not read to the end', async () => {
    const link = new SlowLink(1);
    const clock = link.clock(() => 0);
    const endless = Array.from({ length: 50 }, (): [string, number] => [
      '1'.repeat(200_000),
      1,
    ]);
    const heard = await ask(
      { clock, origin, fetch: answering(link, endless) },
      question,
    );
    expect(heard).toMatchObject({ kind: 'answer', body: undefined });
  });
});
