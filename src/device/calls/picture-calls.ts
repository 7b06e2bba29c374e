// pictures.*: before anything of it is stored; no key is needed.
import type { DeviceApi } from '../device-api.ts';
import { excessOf } from '../materials/take-file.ts';
import { done, failed } from '../outcome.ts';
import type { CallContext } from './call-context.ts';

export function pictureCalls({
  ports,
}: {
  ports: Pick<CallContext['ports'], 'look'>;
}): DeviceApi['pictures'] {
  return {
    async look(picture, part) {
      const excess =
        picture instanceof Blob ? await excessOf(picture) : undefined;
      if (excess !== undefined) return failed(excess);
      const looked = await ports.look(picture, part);
      return looked.ok ? done(looked.look) : failed(looked.code);
    },
  };
}
