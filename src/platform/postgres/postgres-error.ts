/** Why the private PostgreSQL could not be had. */
export type PostgresErrorCode =
  'folderInUse' | 'noBinaries' | 'noAccount' | 'cannotStart';

/** The message is a sentence for the person who started the platform. */
export class PostgresError extends Error {
  override name = 'PostgresError';
  readonly code: PostgresErrorCode;

  constructor(code: PostgresErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
