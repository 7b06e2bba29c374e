import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Cut, Picture } from '../api/pictures.ts';
import { done, failed } from '../outcome.ts';
import type { DevicePorts } from '../ports.ts';
import { findPixels } from './picture-size.ts';

/** IV and tag come on top of a file's bytes. */
const FILE_BYTES = LIMITS.materialBytes - 28;
/** A picture is made smaller; beyond this it would not fit a phone's memory. */
const PICTURE_BYTES = 64 * 1024 * 1024;
/**
 * Of a decoded picture, four bytes each: a phone's camera at 50 megapixels makes
 * 200 MB, and the 800 MB of one at 200 end the browser with all that is open in it.
 */
const PICTURE_PIXELS = 52_000_000;
/** Of our own pad: a stroke on white is a few kB. */
const SIGNATURE_BYTES = 1024 * 1024;

export type Taken = {
  bytes: ArrayBuffer;
  mediaType: MaterialRef['mediaType'];
};

/**
 * What becomes of a chosen file or a frame of the camera: a PDF stays as it is,
 * anything else must be a picture. The kind is read from the bytes; names and types
 * of files lie.
 */
export async function takeFile(
  ports: Pick<DevicePorts, 'shrink'>,
  picture: Picture,
  cut?: Cut,
): Promise<Outcome<Taken>> {
  if (picture instanceof Blob && (await beginsWith(picture, '%PDF-'))) {
    if (picture.size > FILE_BYTES) return failed('fileTooLarge');
    return done({
      bytes: await picture.arrayBuffer(),
      mediaType: 'application/pdf',
    });
  }
  const excess = picture instanceof Blob ? await excessOf(picture) : undefined;
  if (excess !== undefined) return failed(excess);
  const shrunk = await ports.shrink(picture, cut);
  return shrunk.ok
    ? done({ bytes: shrunk.bytes, mediaType: 'image/jpeg' })
    : shrunk;
}

/** Why a file must not be decoded here; undefined: it may be. */
export async function excessOf(
  file: Blob,
): Promise<'fileTooLarge' | 'pictureTooLarge' | undefined> {
  if (file.size > PICTURE_BYTES) return 'fileTooLarge';
  return ((await findPixels(file)) ?? 0) > PICTURE_PIXELS
    ? 'pictureTooLarge'
    : undefined;
}

/** The pad's PNG. */
export async function takeSignature(png: Blob): Promise<Outcome<Taken>> {
  if (png.size > SIGNATURE_BYTES) return failed('fileTooLarge');
  if (!(await beginsWith(png, '\u0089PNG')))
    return failed('photographUnreadable');
  return done({ bytes: await png.arrayBuffer(), mediaType: 'image/png' });
}

async function beginsWith(file: Blob, text: string): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, text.length).arrayBuffer());
  return (
    head.length === text.length &&
    head.every((byte, i) => byte === text.charCodeAt(i))
  );
}
