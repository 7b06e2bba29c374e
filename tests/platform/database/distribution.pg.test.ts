// What lets one database hold many counties, on one engine or on many machines: every
// row says whose it is, and whatever is unique, or points elsewhere, is so within a county
// (docs: src/platform/database/README.md).
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../support/postgres.ts';

const { sql } = await createTestDatabase();

/** Of the program and not of a county. */
const NOT_OF_A_COUNTY = ['migrations'];

type Key = { tableName: string; name: string; columns: string[] };

test('every table has its county, named first and never null', async () => {
  const rows = await sql<
    { tableName: string; first: string; isNull: boolean }[]
  >`
    SELECT c.relname AS "tableName", a.attname AS first, NOT a.attnotnull AS "isNull"
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relnamespace = 'public'::regnamespace`;
  const others = rows.filter(
    ({ first, isNull, tableName }) =>
      (first !== 'county' || isNull) && !NOT_OF_A_COUNTY.includes(tableName),
  );
  expect(others).toEqual([]);
  expect(rows.length).toBeGreaterThan(40);
});

test('every key and every unique index begins with the county', async () => {
  const keys = await sql<Key[]>`
    SELECT c.relname AS "tableName", i.relname AS name,
      array_agg(pg_get_indexdef(x.indexrelid, k.at::int, true) ORDER BY k.at) AS columns
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_class c ON c.oid = x.indrelid
    CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS k(at)
    WHERE x.indisunique AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
    GROUP BY 1, 2`;
  const others = keys.filter(
    ({ columns, tableName }) =>
      columns[0] !== 'county' && !NOT_OF_A_COUNTY.includes(tableName),
  );
  expect(others).toEqual([]);
  expect(keys.length).toBeGreaterThan(40);
  const withoutKey = await sql`
    SELECT relname FROM pg_class c
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_index
        WHERE indrelid = c.oid AND indisunique)`;
  // A count of tries, and gone after a day.
  expect(withoutKey.map(({ relname }) => String(relname))).toEqual([
    'attempts',
  ]);
});

test('what points to another table points to the same county’s row', async () => {
  const keys = await sql<{ tableName: string; from: string; to: string }[]>`
    SELECT c.relname AS "tableName", f.attname AS from, t.attname AS to
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_attribute f ON f.attrelid = k.conrelid AND f.attnum = k.conkey[1]
    JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = k.confkey[1]
    WHERE k.contype = 'f' AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`;
  expect(
    keys.filter(({ from, to }) => from !== 'county' || to !== 'county'),
  ).toEqual([]);
  expect(keys.length).toBeGreaterThan(20);
});

test('no number that anything hangs on comes from a sequence, which no two machines share', async () => {
  const sequences = await sql`
    SELECT relname FROM pg_class
    WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`;
  // A line of the journal is told by it from another, and gaps are nothing.
  expect(sequences.map(({ relname }) => String(relname))).toEqual([
    'device_journal_n_seq',
  ]);
});
