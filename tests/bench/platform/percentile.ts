/** The value that 95 of a hundred do not exceed; 0: there are none. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
