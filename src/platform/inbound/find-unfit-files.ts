import type { InboundCase } from '../../protocol/inbound.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isOfType } from './is-of-type.ts';
import { SEAL_BYTES } from './seal-file.ts';

/** Sealed it is a material as any other. */
const FILE_BYTES = LIMITS.materialBytes - SEAL_BYTES;

/** Paths of files that are too large, or not of the type that they are said to be. */
export function findUnfitFiles({ papers }: InboundCase): string[] {
  return papers.flatMap((paper, i) =>
    paper.how === 'eCert'
      ? []
      : paper.pages.flatMap(({ base64, mediaType }, n) =>
          Buffer.byteLength(base64, 'base64') <= FILE_BYTES &&
          isOfType(Buffer.from(base64.slice(0, 12), 'base64'), mediaType)
            ? []
            : [`papers.${i}.pages.${n}`],
        ),
  );
}
