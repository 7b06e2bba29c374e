/** One exact fragment of the code, exchanged. */
export type Patch = { file: string; find: string; put: string };

/** `says`: what is broken. */
export type Bug = { name: string; says: string; patches: Patch[] };

export const BUGS: readonly Bug[];
