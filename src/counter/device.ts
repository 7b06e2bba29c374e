// The only holder of the proxy of the worker. Everything else of the counter asks
// `device()` and knows it by the types of device-api.ts alone.
import { signal, useSignal, type ReadonlySignal } from '@preact/signals';
import { proxy, transfer, wrap } from 'comlink';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import type {
  CaseView,
  DeviceApi,
  DeviceState,
  OutboxView,
  Picture,
  StopWatching,
  StorageView,
  SyncView,
  Watch,
} from '../device/device-api.ts';

let held: DeviceApi | undefined;
let worker: Worker | undefined;

/** What every screen shows of the device; undefined until its first word. */
export const deviceState = signal<DeviceState | undefined>(undefined);
export const outbox = signal<OutboxView | undefined>(undefined);
export const sync = signal<SyncView | undefined>(undefined);
export const storage = signal<StorageView | undefined>(undefined);

/** The device; opened before any screen is drawn. */
export function device(): DeviceApi {
  if (held === undefined) throw new Error('the device is not open');
  return held;
}

/** False once it was let go of: what was under way then has nobody to ask. */
export const isDeviceOpen = (): boolean => held !== undefined;

/** Starts the worker. One expression, so that the bundler sees the worker. */
export function startWorker(): DeviceApi {
  worker = new Worker(new URL('../device/worker.ts', import.meta.url), {
    type: 'module',
  });
  // Every member of DeviceApi is async or a group of async members, so that the
  // remote side has the very same shape.
  return wrap<DeviceApi>(worker) as unknown as DeviceApi;
}

/** For the device: what the camera saw is moved there, and here no more. */
export function handOver<Given extends Picture | VideoFrame>(
  picture: Given,
): Given {
  return picture instanceof Blob ? picture : transfer(picture, [picture]);
}

/** Holds the device and follows what every screen shows of it. */
export async function openDevice(api: DeviceApi): Promise<void> {
  held = api;
  await Promise.all([
    follow(api.device.watchState, deviceState),
    follow(api.outbox.watch, outbox),
    follow(api.sync.watch, sync),
    follow(api.storage.watch, storage),
  ]);
}

/** Lets go of the device: the worker ends, another window may start its own. */
export function closeDevice(): void {
  held = undefined;
  worker?.terminate();
  worker = undefined;
  deviceState.value = undefined;
  outbox.value = undefined;
  sync.value = undefined;
  storage.value = undefined;
}

async function follow<Value>(
  watch: Watch<Value>,
  into: { value: Value | undefined },
): Promise<void> {
  await watch(
    proxy((value: Value) => {
      into.value = value;
    }),
  );
}

/**
 * Follows one of the device's watchers while the component is drawn. `choose`
 * picks the watcher; it is asked again when one of `inputs` changes, and the
 * signal is empty until the new one's first word, unless it `keeps` the last one's.
 */
export function useWatch<Value>(
  choose: (device: DeviceApi) => Watch<Value>,
  inputs: readonly unknown[] = [],
  { keeps = false }: { keeps?: boolean } = {},
): ReadonlySignal<Value | undefined> {
  const value = useSignal<Value | undefined>(undefined);
  useEffect(() => {
    let stop: StopWatching | undefined;
    let isOver = false;
    if (!keeps) value.value = undefined;
    const begin = async () => {
      const stopWatching = await choose(device())(
        proxy((next: Value) => {
          if (!isOver) value.value = next;
        }),
      );
      if (isOver) stopWatching();
      else stop = stopWatching;
    };
    void begin();
    return () => {
      isOver = true;
      stop?.();
    };
  }, inputs);
  return value;
}

/**
 * Reads something once and again when one of `inputs` changes; undefined until
 * it is there.
 */
export function useRead<Value>(
  read: (device: DeviceApi) => Promise<Value>,
  inputs: readonly unknown[] = [],
): Value | undefined {
  const value = useSignal<Value | undefined>(undefined);
  // Asked before the picture, so that the answer may be in it.
  useLayoutEffect(() => {
    let isOver = false;
    const begin = async () => {
      const next = await read(device());
      if (!isOver) value.value = next;
    };
    void begin();
    return () => {
      isOver = true;
    };
  }, inputs);
  return value.value;
}

/** Follows one case; undefined until its first word, null: not on this device. */
export function useCase(caseId: string): CaseView | null | undefined {
  return useWatch<CaseView | null>(
    (device) => (callback) => device.cases.watchOne(caseId, callback),
    [caseId],
  ).value;
}
