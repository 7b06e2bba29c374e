import { forceCloseDatabase } from 'fake-indexeddb';
import type { Bench } from './a-device.ts';

/** A person clears the browser’s data: closes the connection for good and takes the database away. */
export async function clearData({ device, ports }: Bench): Promise<void> {
  const { db } = device.store;
  const connection = db.backendDB();
  forceCloseDatabase(
    connection as unknown as Parameters<typeof forceCloseDatabase>[0],
  );
  await new Promise<void>((resolve, reject) => {
    const request = ports.indexedDB.deleteDatabase(ports.databaseName);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(new Error('not deleted')));
  });
}
