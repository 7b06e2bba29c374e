/** The browser's storage refused: it is full, or it failed. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: 'storageFull' | 'storageFailed';

  constructor(code: 'storageFull' | 'storageFailed', cause: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** Whether more room would have helped. */
export function isFull(error: unknown): boolean {
  return error instanceof StorageError && error.code === 'storageFull';
}

/** Dexie's own errors, which carry the browser's inside or in their message. */
const DATABASE_ERRORS = new Set([
  'AbortError',
  'QuotaExceededError',
  'DatabaseClosedError',
  'OpenFailedError',
  'InvalidStateError',
  'TransactionInactiveError',
  'UnknownError',
  'TimeoutError',
  'VersionError',
  'MissingAPIError',
  'DataError',
  // Site data are blocked; an upgrade broke off; a large value's file is gone.
  'SecurityError',
  'UpgradeError',
  'NotReadableError',
  'NotFoundError',
  'EncodingError',
]);

/**
 * A quota is reported when the transaction aborts, not when a row is put: Dexie
 * then gives an AbortError whose inner error or message names it.
 */
export function toStorageError(error: unknown): StorageError | undefined {
  if (error instanceof StorageError) return error;
  if (!isErrorLike(error)) return undefined;
  const inner = error.inner;
  const innerName = isErrorLike(inner) ? inner.name : '';
  if (!DATABASE_ERRORS.has(error.name) && !DATABASE_ERRORS.has(innerName))
    return undefined;
  const isFull =
    `${error.name} ${innerName} ${error.message}`.includes('QuotaExceeded') ||
    error.message.includes('quota');
  return new StorageError(isFull ? 'storageFull' : 'storageFailed', error);
}

type ErrorLike = { name: string; message: string; inner?: unknown };

function isErrorLike(value: unknown): value is ErrorLike {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'message' in value
  );
}
