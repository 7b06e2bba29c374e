/** Small enough for the oldest telephone, large enough not to be felt. */
const SLICE_BYTES = 256 * 1024;

/** A file's bytes, a slice at a time. @throws when it cannot be read any more. */
export async function* fileBytes(file: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    const slice = file.slice(at, at + SLICE_BYTES);
    yield new Uint8Array(await slice.arrayBuffer());
  }
}
