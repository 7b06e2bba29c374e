/** Bytes as a store takes them. */
export async function* inOnePiece(
  bytes: Uint8Array,
): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
