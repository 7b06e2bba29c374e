// The figures as a table for people; a goal that does not hold is marked.
import type { Result } from './sync-bench.ts';

type Column = {
  title: string;
  show: (result: Result) => string;
  /** undefined: no goal for it. */
  holds?: (result: Result) => boolean | undefined;
};

const ratio = (value: number, limit: number) =>
  limit === 0 ? '-' : `${(value / limit).toFixed(3)}x`;

/** Goals are set for 256 kbit/s; on a thinner line heads weigh more. */
const is256 = ({ link }: Result) => link.startsWith('256k');

const COLUMNS: readonly Column[] = [
  { title: 'link', show: ({ link }) => link },
  { title: 'cases', show: ({ cases }) => String(cases) },
  {
    title: 'texts s',
    show: ({ allTextsS }) => allTextsS.toFixed(2),
  },
  {
    title: 'of limit',
    show: (r) => ratio(r.allTextsS, r.allTextsLimitS),
    holds: (r) =>
      is256(r) && r.cuts === 0
        ? r.allTextsS <= 1.3 * r.allTextsLimitS
        : undefined,
  },
  { title: 'all s', show: ({ totalS }) => totalS.toFixed(1) },
  {
    title: 'of limit',
    show: (r) => ratio(r.totalS, r.totalLimitS),
    holds: (r) =>
      r.link === '256k'
        ? r.totalS <= 1.03 * r.totalLimitS
        : r.link === '256k-cuts20'
          ? r.totalS <= 1.1 * r.totalLimitS
          : undefined,
  },
  {
    title: 'wire of payload',
    show: (r) => ratio(r.wireBytes, r.payloadBytes),
    holds: (r) =>
      ['256k', '256k-cuts20', '8M'].includes(r.link)
        ? r.wireBytes <= 1.05 * r.payloadBytes
        : undefined,
  },
  { title: 'cuts', show: ({ cuts }) => String(cuts) },
  {
    title: 'kB again a cut',
    show: (r) =>
      r.cuts === 0 ? '-' : (r.resentBytes / 1024 / r.cuts).toFixed(1),
    holds: (r) =>
      r.cuts === 0 ? undefined : r.resentBytes <= 32 * 1024 * r.cuts,
  },
  { title: 'trips text', show: ({ roundTripsText }) => String(roundTripsText) },
  {
    title: 'task ms',
    show: ({ longestTaskMs }) => String(longestTaskMs),
    holds: ({ longestTaskMs }) => longestTaskMs <= 50,
  },
  { title: 'heap MB', show: ({ heapPeakMB }) => heapPeakMB.toFixed(1) },
  {
    title: 'idle B',
    show: ({ idleContactBytes }) => String(idleContactBytes),
    holds: ({ idleContactBytes }) => idleContactBytes < 1024,
  },
  {
    title: 'lost',
    show: ({ lost }) => String(lost),
    holds: ({ lost }) => lost === 0,
  },
  {
    title: 'doubled',
    show: ({ doubled }) => String(doubled),
    holds: ({ doubled }) => doubled === 0,
  },
];

export function table(results: readonly Result[]): string {
  const rows = [
    COLUMNS.map(({ title }) => title),
    ...results.map((result) =>
      COLUMNS.map(({ show, holds }) =>
        holds?.(result) === false ? `${show(result)} !` : show(result),
      ),
    ),
  ];
  const widths = COLUMNS.map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '),
    )
    .join('\n');
}
