import type { Context } from 'hono';
import type { OpenedMaterial } from '../materials/open-material.ts';
import { UPLOAD_CSP } from './security-headers.ts';

/** Whatever a device sent under that name: to be saved, never to be shown as a page. */
export function giveUpload(
  c: Context,
  { bytes, mediaType }: OpenedMaterial,
): Response {
  return c.body(bytes, 200, {
    'Content-Type': mediaType,
    // Without a name: a paper's may say more than a download list should.
    'Content-Disposition': 'attachment; filename="material"',
    'Content-Security-Policy': UPLOAD_CSP,
    'X-Content-Type-Options': 'nosniff',
  });
}
