/** The message is a sentence for the person at the keyboard. */
export class BackupError extends Error {
  override name = 'BackupError';
}
