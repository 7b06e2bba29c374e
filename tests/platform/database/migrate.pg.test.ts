import { expect, test } from 'vitest';
import {
  migrate,
  NewerDatabase,
  readCompatibleSince,
} from '../../../src/platform/database/migrate.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const { sql } = await createTestDatabase();

test('a migrated database has nothing left to migrate, however many ask', async () => {
  const results = await Promise.all([migrate(sql), migrate(sql), migrate(sql)]);
  expect(results).toEqual([[], [], []]);
});

const own = (
  await sql<{ name: string }[]>`SELECT name FROM migrations ORDER BY name DESC`
).map(({ name }) => Number(name.slice(0, 4)))[0] as number;

async function changedByALaterOne(compatibleSince: number | null) {
  const later = await createTestDatabase();
  await later.sql`INSERT INTO migrations (name, compatible_since)
    VALUES ('9999_later.sql', ${compatibleSince})`;
  return later;
}

test.each([
  ['says nothing', null],
  ['says that it is too old', own + 1],
])(
  'a program does not touch a database that a later one has changed, which %s',
  async (_, compatibleSince) => {
    const later = await changedByALaterOne(compatibleSince);
    await expect(migrate(later.sql)).rejects.toThrow(NewerDatabase);
  },
);

test.each([own, own - 3])(
  'a program starts on a database that a later one has changed, which says that programs since %i may',
  async (compatibleSince) => {
    const later = await changedByALaterOne(compatibleSince);
    expect(await migrate(later.sql)).toEqual([]);
    // Of another line: it has something to apply that the later one did not know.
    await later.sql`DELETE FROM migrations WHERE name LIKE ${`${String(own).padStart(4, '0')}%`}`;
    await expect(migrate(later.sql)).rejects.toThrow(NewerDatabase);
  },
);

test('a migration says in its first line which programs may run on it; silent, only those that have it', () => {
  const first = '-- Release 0.3.0: a column more.';
  expect(readCompatibleSince(`${first} Compatible since 0037.\nALTER`)).toBe(
    37,
  );
  expect(readCompatibleSince(`${first}\nALTER`)).toBeUndefined();
  expect(
    readCompatibleSince(`${first}\n-- Compatible since 0037.`),
  ).toBeUndefined();
});

test('each migration keeps since when programs may run on it', async () => {
  const rows = await sql`
    SELECT name FROM migrations WHERE compatible_since IS NULL
      OR compatible_since > left(name, 4)::integer`;
  expect(rows).toEqual([]);
});

test('history takes new rows and refuses to be changed', async () => {
  const [row] = await sql<{ name: string }[]>`
    SELECT name FROM migrations ORDER BY name LIMIT 1`;
  expect(row?.name).toBe('0001_spine.sql');
  await sql`INSERT INTO epoch_names (county, name, is_own, at)
    VALUES ('422825', 'x', true, now())`;
  await expect(sql`DELETE FROM epoch_names`).rejects.toThrow('history');
  await expect(sql`UPDATE epoch_names SET name = 'y'`).rejects.toThrow(
    'history',
  );
});

test('instants, days and long numbers are read as plain values', async () => {
  const [row] = await sql`
    SELECT '2025-11-26 08:00:00+08'::timestamptz AS instant,
      '2025-11-26'::date AS day, 7::bigint AS number`;
  expect(row).toEqual({
    instant: '2025-11-26T00:00:00.000Z',
    day: '2025-11-26',
    number: 7,
  });
});
