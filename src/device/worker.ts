// The worker owns database, keys, pictures and sync. It only assembles the device
// and exposes it; the page knows it by device-api.ts.
import { expose, proxy, transfer, type ProxyMarked } from 'comlink';
import { browserPorts } from './browser-ports.ts';
import { createDevice } from './create-device.ts';
import type { DeviceApi, StopWatching } from './device-api.ts';

const DATABASE = 'service-point';

const device = createDevice(browserPorts(DATABASE));
const { api } = device;

/** A function cannot be cloned: what stops a watcher crosses as a proxy. */
type Crossing<Group> = {
  [Name in keyof Group]: Group[Name] extends (
    ...given: infer Given
  ) => Promise<StopWatching>
    ? (...given: Given) => Promise<StopWatching & ProxyMarked>
    : Group[Name];
};

function crossing<Given extends unknown[]>(
  watch: (...given: Given) => Promise<StopWatching>,
) {
  return async (...given: Given) => proxy(await watch(...given));
}

const exposed: { [Group in keyof DeviceApi]: Crossing<DeviceApi[Group]> } = {
  ...api,
  device: { ...api.device, watchState: crossing(api.device.watchState) },
  drafts: { ...api.drafts, watch: crossing(api.drafts.watch) },
  cases: {
    ...api.cases,
    watch: crossing(api.cases.watch),
    watchList: crossing(api.cases.watchList),
    watchOne: crossing(api.cases.watchOne),
  },
  outbox: { ...api.outbox, watch: crossing(api.outbox.watch) },
  pictures: {
    // Millions of pixels are handed over, never copied.
    look: async (picture, part) => {
      const look = await api.pictures.look(picture, part);
      if (!look.ok) return look;
      const { view, picture: still } = look.value;
      return transfer(look, still instanceof Blob ? [view] : [view, still]);
    },
  },
  storage: { ...api.storage, watch: crossing(api.storage.watch) },
  health: { ...api.health, watch: crossing(api.health.watch) },
  line: { ...api.line, watch: crossing(api.line.watch) },
  sync: { ...api.sync, watch: crossing(api.sync.watch) },
};

expose(exposed);
self.addEventListener('online', () => device.linkIsBack());
void device.start();
