// A store that cannot be opened: said with a way out, never a spinner.
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { createDevice } from '../../../src/device/create-device.ts';
import {
  aDevice,
  aFilledDraft,
  anEnrolledDevice,
  must,
  now,
  PIN,
} from '../a-device.ts';
import { look } from '../export/a-stick.ts';

/** A factory whose `open` fails as long as `error` is set. */
function failing() {
  const factory = new IDBFactory();
  const open = factory.open.bind(factory);
  const fault: { error: DOMException | undefined } = { error: undefined };
  factory.open = (name, version) => {
    if (fault.error === undefined) return open(name, version);
    const request = Object.assign(new EventTarget(), {
      error: fault.error,
    }) as IDBOpenDBRequest;
    request.addEventListener('error', (event) => request.onerror?.(event));
    queueMicrotask(() => request.dispatchEvent(new Event('error')));
    return request;
  };
  return { factory, fault };
}

it.each([
  ['UnknownError', 'storageFailed'],
  ['VersionError', 'storageFailed'],
  ['QuotaExceededError', 'storageFull'],
] as const)(
  'an open that fails with %s is said as %s, and opens once it can',
  async (name, code) => {
    const { factory, fault } = failing();
    const { ports, device } = await anEnrolledDevice({ indexedDB: factory });
    await device.stop();
    fault.error = new DOMException('broken', name);
    const again = createDevice(ports);
    await again.start();
    expect(await now(again.api.device.watchState)).toMatchObject({
      stage: 'broken',
      broken: code,
    });
    expect(await again.api.device.tryAgain()).toMatchObject({ code });
    fault.error = undefined;
    must(await again.api.device.tryAgain());
    expect(await now(again.api.device.watchState)).toMatchObject({
      stage: 'ready',
      broken: null,
    });
    must(await again.api.device.unlock('clerk-1', PIN));
    await again.stop();
  },
);

it('the screens hear of it when the store opens at last', async () => {
  const { factory, fault } = failing();
  fault.error = new DOMException('broken', 'UnknownError');
  const { api } = await aDevice({ indexedDB: factory });
  const stages: string[] = [];
  const outboxes: unknown[] = [];
  await api.device.watchState(({ stage }) => stages.push(stage));
  await api.outbox.watch((view) => outboxes.push(view));
  expect(stages).toEqual(['broken']);
  expect(outboxes).toEqual([]);
  fault.error = undefined;
  must(await api.device.tryAgain());
  await expect.poll(() => stages.at(-1)).toBe('empty');
  await expect.poll(() => outboxes.length).toBeGreaterThan(0);
});

describe('what waits in a store that does not open', () => {
  /** Only an open that asks for a version of its own fails, as an upgrade does. */
  function withoutUpgrade() {
    const factory = new IDBFactory();
    const open = factory.open.bind(factory);
    const fault = { isOn: false };
    const { factory: broken, fault: error } = failing();
    error.error = new DOMException('no room to upgrade', 'QuotaExceededError');
    factory.open = (name, version) =>
      fault.isOn && version !== undefined
        ? broken.open(name, version)
        : open(name, version);
    return { factory, fault };
  }

  it('leaves as a file where the browser still gives it as it lies there, and nothing is changed', async () => {
    const { factory, fault } = withoutUpgrade();
    const bench = await anEnrolledDevice({ indexedDB: factory });
    bench.county.fault = () => Promise.reject(new TypeError('no network'));
    must(await bench.api.drafts.submit(await aFilledDraft(bench.api)));
    await bench.device.stop();
    fault.isOn = true;
    const again = createDevice(bench.ports);
    await again.start();
    expect(await now(again.api.device.watchState)).toMatchObject({
      stage: 'broken',
    });
    const plan = must(
      await again.api.stick.plan({ photographs: true, partBytes: null }),
    );
    expect(plan).toMatchObject({
      cases: 1,
      operations: 1,
      photographs: { count: 2 },
    });
    const file = must(
      await again.api.stick.write(plan.planId, 1, () => undefined),
    );
    must(await again.api.stick.confirm(plan.planId));

    fault.isOn = false;
    must(await again.api.device.tryAgain());
    const { pending } = await now(again.api.outbox.watch);
    expect(pending).toMatchObject([{ state: 'pending' }]);
    expect(pending[0]?.exportedAt).not.toBeNull();
    const found = await look({ ...bench, device: again }, file);
    expect(found.operationIds).toEqual([pending[0]?.operationId]);
    expect(found.materials.size).toBe(2);
    await again.stop();
  });

  it('stays where it is when nothing opens, and that is said', async () => {
    const { factory, fault } = failing();
    const { ports, device } = await anEnrolledDevice({ indexedDB: factory });
    await device.stop();
    fault.error = new DOMException('broken', 'UnknownError');
    const again = createDevice(ports);
    await again.start();
    expect(
      await again.api.stick.plan({ photographs: true, partBytes: null }),
    ).toMatchObject({ ok: false, code: 'storageFailed' });
  });
});
