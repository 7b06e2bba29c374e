import { createInterface } from 'node:readline/promises';

export type Terminal = {
  /** A line of the keyboard; empty at the end of the input. */
  ask: (question: string) => Promise<string>;
  close: () => void;
};

/** Questions go beside the output, which a script may read. */
export function openTerminal(): Terminal {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  // At the end of the input nobody will answer.
  const ended = new AbortController();
  terminal.once('close', () => ended.abort());
  return {
    async ask(question) {
      try {
        return await terminal.question(question, { signal: ended.signal });
      } catch {
        return '';
      }
    },
    close: () => terminal.close(),
  };
}
