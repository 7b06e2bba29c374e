/** Lines to print, or why it was not done. */
export type CommandResult =
  { ok: true; lines: string[] } | { ok: false; lines: string[] };
