import { processPhotograph } from './materials/process-photograph.ts';
import type { DevicePorts } from './ports.ts';
import { browserDelivery } from './sync/browser-delivery.ts';
import { stretch } from './vault/stretch.ts';

/** The real world, in a worker. */
export function browserPorts(databaseName: string): DevicePorts {
  return {
    ...browserDelivery(databaseName),
    stretch,
    shrink: processPhotograph,
    databaseName,
    indexedDB,
    keyRange: IDBKeyRange,
  };
}
