import type { DevicePorts } from '../../src/device/ports.ts';

/** Where there is no canvas: a picture stays as it is, and none can be looked at. */
export const plainPictures: Pick<DevicePorts, 'shrink' | 'look'> = {
  async shrink(picture) {
    return picture instanceof Blob
      ? { ok: true, bytes: await picture.arrayBuffer() }
      : { ok: false, code: 'photographUnreadable' };
  },
  look: () => Promise.resolve({ ok: false, code: 'photographUnreadable' }),
};
