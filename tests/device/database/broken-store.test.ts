// A store that cannot be opened: said with a way out, never a spinner.
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { createDevice } from '../../../src/device/create-device.ts';
import { aDevice, anEnrolledDevice, must, now, PIN } from '../a-device.ts';

/** A factory whose `open` fails as long as `error` is set. */
function failing() {
  const factory = new IDBFactory();
  const open = factory.open.bind(factory);
  const fault: { error: DOMException | undefined } = { error: undefined };
  factory.open = (name, version) => {
    if (fault.error === undefined) return open(name, version);
    const request = { error: fault.error } as IDBOpenDBRequest;
    queueMicrotask(() => {
      const event = new Event('error');
      Object.defineProperty(event, 'target', { value: request });
      request.onerror?.(event);
    });
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
