import { growingFiles } from './export/growing-file.ts';
import { processPhotograph } from './materials/process-photograph.ts';
import type { DevicePorts } from './ports.ts';
import { BALLAST_BYTES } from './storage/keep-ballast.ts';
import { browserDelivery } from './sync/browser-delivery.ts';
import { stretch } from './vault/stretch.ts';

/** The real world, in a worker. */
export function browserPorts(databaseName: string): DevicePorts {
  return {
    ...browserDelivery(databaseName),
    files: growingFiles(),
    stretch,
    shrink: processPhotograph,
    look: async (picture, part) => {
      const { lookAtPicture } = await import('./materials/look-at-picture.ts');
      return lookAtPicture(picture, part);
    },
    databaseName,
    ballastBytes: BALLAST_BYTES,
    indexedDB,
    keyRange: IDBKeyRange,
  };
}
