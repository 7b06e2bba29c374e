/** What of an unexpected error may be logged: messages can hold values. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '));
  return { name: error.name, code, stack: frames.slice(0, 12).join('\n') };
}
