// Resumable upload, a profile of draft-ietf-httpbis-resumable-upload (without
// 104): POST /api/v1/materials/{sha256} with the whole body; after a cut
// HEAD /api/v1/materials/{sha256}/upload asks the offset and one PATCH there
// carries the rest. On a thin link a request may carry less than the rest:
// `Upload-Length` says what is whole, so `Upload-Complete` may be left out; the answer
// is 204 with the offset, and the next PATCH goes on from there. Where this device
// has bytes there already a POST is answered 409 with their offset too.
//
// An answer names what it speaks of (`Upload-Of`): a proxy may give one request the
// answer of another, and bytes that nobody has would count as delivered, or all the rest
// would go in vain to where another upload goes on. Older platforms do not say it, or
// only when all is there.

export const UPLOAD_HEADERS = {
  complete: 'Upload-Complete',
  length: 'Upload-Length',
  offset: 'Upload-Offset',
  digest: 'Repr-Digest',
  of: 'Upload-Of',
} as const;

export const PARTIAL_UPLOAD_TYPE = 'application/partial-upload';

/** What `Upload-Of` says: so much of the digest that no two are taken for one. */
export function uploadName(sha256: string): string {
  return sha256.slice(0, 16);
}

/** Where the whole is sent: POST. */
export function materialPath(sha256: string): string {
  return `/api/v1/materials/${sha256}`;
}

/** Where an upload is asked (HEAD) and gone on with (PATCH). */
export function materialUploadPath(sha256: string): string {
  return `/api/v1/materials/${sha256}/upload`;
}
