/** Of a file of database/queries: what it exports and its namesake here does not. */
export function withoutCounterpart(file: string): string[];
