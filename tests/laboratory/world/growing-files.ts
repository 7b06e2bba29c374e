import type { Files } from '../../../src/device/ports.ts';

/** Files that leave the device: in memory, gone with the window. */
export function growingFiles(): Files {
  return {
    create: () => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      return Promise.resolve({
        async write(bytes) {
          parts.push(bytes.slice());
        },
        async drop() {
          parts.length = 0;
        },
        finish: (head) => Promise.resolve(new Blob([...head, ...parts])),
      });
    },
    clear: () => Promise.resolve(),
  };
}
