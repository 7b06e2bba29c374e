// The contract between the page and the worker: read it first. The page holds the
// proxy of a DeviceApi in counter/device.ts and knows the device by these types
// alone. Every method is async, takes and gives plain structured-clone data, and
// answers expected failures as values. Keys never cross. Watchers call back at
// once with the present value and at every change, until the returned function
// is called; callbacks must be wrapped in Comlink's `proxy`.
import type { BundleCalls } from './api/bundles.ts';
import type { DeviceCalls } from './api/device.ts';
import type { BatchCalls } from './api/batches.ts';
import type { CatalogueCalls } from './api/catalogue.ts';
import type { DraftCalls } from './api/drafts.ts';
import type { CaseCalls, MaterialCalls } from './api/cases.ts';
import type { OutboxCalls } from './api/outbox.ts';
import type { PictureCalls } from './api/pictures.ts';
import type { StickCalls } from './api/stick.ts';
import type { StorageCalls } from './api/storage.ts';
import type { ReceiptCalls } from './api/receipts.ts';
import type { ResidentCalls } from './api/residents.ts';
import type { HealthCalls } from './api/health.ts';
import type { LineCalls } from './api/line.ts';
import type { SyncCalls } from './api/sync.ts';

export type * from './api/watch.ts';
export type * from './api/device.ts';
export type * from './api/catalogue.ts';
export type * from './api/batches.ts';
export type * from './api/drafts.ts';
export type * from './api/bundles.ts';
export type * from './api/cases.ts';
export type * from './api/outbox.ts';
export type * from './api/pictures.ts';
export type * from './api/stick.ts';
export type * from './api/storage.ts';
export type * from './api/receipts.ts';
export type * from './api/residents.ts';
export type * from './api/health.ts';
export type * from './api/line.ts';
export type * from './api/sync.ts';

export interface DeviceApi {
  device: DeviceCalls;
  catalogue: CatalogueCalls;
  drafts: DraftCalls;
  bundles: BundleCalls;
  cases: CaseCalls;
  materials: MaterialCalls;
  pictures: PictureCalls;
  outbox: OutboxCalls;
  stick: StickCalls;
  storage: StorageCalls;
  receipts: ReceiptCalls;
  residents: ResidentCalls;
  batches: BatchCalls;
  health: HealthCalls;
  line: LineCalls;
  sync: SyncCalls;
}
