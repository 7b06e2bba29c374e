import { expect, test } from 'vitest';
import {
  migrate,
  NewerDatabase,
} from '../../../src/platform/database/migrate.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const { sql } = await createTestDatabase();

test('a migrated database has nothing left to migrate, however many ask', async () => {
  const results = await Promise.all([migrate(sql), migrate(sql), migrate(sql)]);
  expect(results).toEqual([[], [], []]);
});

test('a program does not touch a database that a later one has changed', async () => {
  const later = await createTestDatabase();
  await later.sql`INSERT INTO migrations (name) VALUES ('9999_later.sql')`;
  await expect(migrate(later.sql)).rejects.toThrow(NewerDatabase);
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
