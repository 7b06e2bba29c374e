// A device with a fake county behind its `fetch` port and a clock and locks of
// its own; everything else is the worker's code.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { uuidv7 } from 'uuidv7';
import { createDevice, type Device } from '../../src/device/create-device.ts';
import type { DeviceApi, Watch } from '../../src/device/device-api.ts';
import { findMeta } from '../../src/device/database/meta.ts';
import type { DevicePorts } from '../../src/device/ports.ts';
import type { Outcome } from '../../src/protocol/error-code.ts';
import { FakeCounty } from './fake-county.ts';
import { plainPictures } from '../support/plain-pictures.ts';

export const PIN = '358172';

export type Bench = {
  county: FakeCounty;
  ports: DevicePorts;
  device: Device;
  api: DeviceApi;
  /** Moves the device's wall clock. */
  passMs: (ms: number) => void;
};

/** A device that was loaded, not enrolled. Timers never fire by themselves. */
export async function aDevice(
  changes: Partial<DevicePorts> = {},
  given?: FakeCounty,
): Promise<Bench> {
  const county = given ?? (await FakeCounty.open());
  let offsetMs = 0;
  const ports: DevicePorts = {
    clock: {
      wallMs: () => county.nowMs + offsetMs,
      monotonicMs: () => performance.now(),
      after: () => () => undefined,
    },
    fetch: county.fetch,
    locks: { tryRun: (_name, task) => task() },
    neighbours: { tell: () => undefined, onTold: () => undefined },
    newId: uuidv7,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    stretch: quickStretch,
    ...plainPictures,
    files: filesInMemory(),
    origin: 'http://county.test',
    databaseName: `device-${uuidv7()}`,
    ballastBytes: 1024,
    indexedDB: new IDBFactory(),
    keyRange: IDBKeyRange,
    ...changes,
  };
  const device = createDevice(ports);
  await device.start();
  return {
    county,
    ports,
    device,
    api: device.api,
    passMs: (ms) => {
      offsetMs += ms;
    },
  };
}

/** Enrolled, unlocked and bound. */
export async function anEnrolledDevice(
  changes: Partial<DevicePorts> = {},
): Promise<Bench> {
  const bench = await aDevice(changes);
  must(await bench.api.device.readTicket(await bench.county.ticket()));
  must(await bench.api.device.enrol(PIN));
  await bench.api.sync.now();
  return bench;
}

/** Files of the export; a browser's are tested in a browser. */
export function filesInMemory(): DevicePorts['files'] {
  return {
    create: () => {
      const parts: Blob[] = [];
      return Promise.resolve({
        write: (bytes) => {
          parts.push(new Blob([bytes]));
          return Promise.resolve();
        },
        drop: () => Promise.resolve(),
        finish: (head) => Promise.resolve(new Blob([...head, ...parts])),
      });
    },
    clear: () => Promise.resolve(),
  };
}

/** The device's own row: its id and its present vault key's. */
export async function deviceRow({
  device,
}: Bench): Promise<{ id: string; vaultId: string }> {
  const row = await findMeta(device.store.db, 'device');
  if (row === undefined) throw new Error('the device is not enrolled');
  return row;
}

/** The same device after its worker has ended, or was killed, and started anew. */
export async function startedAnew(
  bench: Bench,
  { isKilled = false } = {},
): Promise<Bench> {
  if (isKilled) bench.device.store.db.close();
  else await bench.device.stop();
  const device = createDevice(bench.ports);
  await device.start();
  return { ...bench, device, api: device.api };
}

/** A round that began after now: one may be under way that has not seen all. */
export async function nextRound({ api }: Pick<Bench, 'api'>): Promise<void> {
  await api.sync.now();
  await api.sync.now();
}

/** Argon2id costs a quarter of a second; its place is tested in a browser. */
async function quickStretch(
  secret: string,
  salt: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder().encode(`${secret}/${salt.join(',')}`);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text));
}

export function must<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`not ok: ${outcome.code}`);
  return outcome.value;
}

/** A watcher's present value. */
export async function now<Value>(watch: Watch<Value>): Promise<Value> {
  let present: { value: Value } | undefined;
  const stop = await watch((value) => {
    present = { value };
  });
  stop();
  if (present === undefined) throw new Error('the watcher said nothing');
  return present.value;
}

const PNG = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4,
]);

/** A draft of the survival check with everything that a submit asks for. */
export async function aFilledDraft(
  api: DeviceApi,
  {
    matter = 'V02',
    name = '张三',
    photographs = 1,
    sameVisitAs,
  }: {
    matter?: string;
    name?: string;
    photographs?: number;
    sameVisitAs?: string;
  } = {},
): Promise<string> {
  const draftId = must(await api.drafts.create(matter, sameVisitAs));
  const { fields, materials } = must(await api.catalogue.matter(matter));
  const answers = Object.fromEntries(
    fields
      .filter(({ required }) => required)
      .map((field) => [field.id, answerTo(field, name)]),
  );
  must(await api.drafts.saveAnswers(draftId, answers));
  let left = photographs;
  for (const { id, required, source } of materials) {
    if (!required || source === 'generated') continue;
    if (left > 0) {
      must(await api.drafts.addPhotograph(draftId, id, aPhotograph()));
      left -= 1;
    } else must(await api.drafts.markSeen(draftId, id));
  }
  must(await api.drafts.saveSignature(draftId, aSignature()));
  must(await api.drafts.saveConsents(draftId, ['sensitiveData', 'readBack']));
  return draftId;
}

/** What the pad gives. */
export function aSignature(): Blob {
  return new Blob([PNG], { type: 'image/png' });
}

let photographs = 0;

/** Bytes that only the fake shrink port takes for a picture. */
export function aPhotograph(bytes = 500): Blob {
  photographs += 1;
  return new Blob([
    new Uint8Array(bytes).fill(photographs % 256),
    String(photographs),
  ]);
}

type AskedField = {
  id: string;
  type: string;
  options?: string[];
  min?: number;
  prefill?: string;
};

function answerTo(field: AskedField, name: string) {
  switch (field.type) {
    case 'idcard':
      // Of the demo's region, so nobody's; old enough for every allowance.
      return '000000194001050025';
    case 'phone':
      return '0718-0000001';
    case 'date':
      return '2026-11-20';
    case 'select':
      // No to what would stand against it: `hasOtherPension`.
      return field.options?.includes('否') === true
        ? '否'
        : (field.options?.[0] ?? '');
    case 'address':
      return {
        town9: '422825102',
        village: '422825102205',
        townName: '椒园镇',
        villageName: '水井坳村',
        detail: '3组',
      };
    case 'bankcard':
      return '0000000000000000018';
    case 'money':
    case 'area':
    case 'number':
      return field.min ?? 1;
    default:
      return field.prefill?.endsWith('.name') === true ? name : '无';
  }
}
