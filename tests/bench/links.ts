// The lines that are measured, and what is sent over each of them.

/** kB are 1,024 bytes, kbit are 1,000 bits. */
const KB = 1024;

export type Line = {
  /** Bytes a second; null: as fast as it goes. */
  upPerS: number | null;
  downPerS: number | null;
  /** Both ways together. */
  roundTripMs: number;
  /** All connections are reset that often; null: never. */
  cutEveryS: number | null;
};

export type Work = {
  /** Cases without a photograph; each has the applicant's signature. */
  textCases: number;
  /** Cases with three photographs each. */
  photoCases: number;
  photographBytes: number;
};

export type Measured = { link: string; line: Line; work: Work };

const kbit = (count: number) => (count * 1000) / 8;

const NO_LIMIT: Line = {
  upPerS: null,
  downPerS: null,
  roundTripMs: 0,
  cutEveryS: null,
};
const LINE_64K: Line = {
  upPerS: kbit(64),
  downPerS: kbit(64),
  roundTripMs: 600,
  cutEveryS: null,
};
const LINE_256K: Line = {
  upPerS: kbit(256),
  downPerS: kbit(512),
  roundTripMs: 300,
  cutEveryS: null,
};
const LINE_8M: Line = {
  upPerS: kbit(8000),
  downPerS: kbit(8000),
  roundTripMs: 50,
  cutEveryS: null,
};

const TEXT: Work = { textCases: 200, photoCases: 0, photographBytes: 0 };
const MIXED: Work = { ...TEXT, photoCases: 20, photographBytes: 150 * KB };

export const MEASURED: readonly Measured[] = [
  {
    link: '64k',
    line: LINE_64K,
    work: { textCases: 0, photoCases: 20, photographBytes: 15 * KB },
  },
  { link: '256k', line: LINE_256K, work: MIXED },
  {
    link: '256k-cuts20',
    line: { ...LINE_256K, cutEveryS: 20 },
    work: MIXED,
  },
  { link: '256k-cuts5', line: { ...LINE_256K, cutEveryS: 5 }, work: TEXT },
  {
    link: '8M',
    line: LINE_8M,
    work: { textCases: 0, photoCases: 200, photographBytes: 150 * KB },
  },
];

/** Measured only when asked for by name. */
export const BY_NAME: readonly Measured[] = [
  { link: '256k-text', line: LINE_256K, work: TEXT },
  {
    link: '256k-cuts20-few',
    line: { ...LINE_256K, cutEveryS: 20 },
    work: { textCases: 20, photoCases: 6, photographBytes: 150 * KB },
  },
  { link: 'none', line: NO_LIMIT, work: TEXT },
  {
    link: 'smoke',
    line: { ...LINE_8M, cutEveryS: 1 },
    work: { textCases: 7, photoCases: 3, photographBytes: 40 * KB },
  },
];

/** undefined: there is no such link. */
export function findLink(name: string): Measured | undefined {
  return [...MEASURED, ...BY_NAME].find(({ link }) => link === name);
}
