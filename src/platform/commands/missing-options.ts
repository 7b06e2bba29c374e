import { adminText } from '../../text/platform.ts';

/** A line for each option that has no value. */
export function missingOptions(
  options: Record<string, string | undefined>,
): string[] {
  return Object.entries(options)
    .filter(([, value]) => value === undefined || value.trim() === '')
    .map(([option]) => adminText.missing(option));
}
