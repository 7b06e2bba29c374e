/** Builds the laboratory's program and gives its path. */
export function buildLaboratory(bug?: unknown): Promise<string>;
