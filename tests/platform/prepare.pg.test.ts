import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { prepare } from '../../src/platform/prepare.ts';
import { createTestDatabase } from '../support/postgres.ts';

const log = pino({ level: 'silent' });
const folders: string[] = [];
afterAll(() => folders.forEach((each) => rmSync(each, { recursive: true })));

async function anEmptyCounty() {
  const { sql } = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'vsp-prepare-'));
  folders.push(dataDir);
  const said: string[] = [];
  const start = (demo: boolean) =>
    prepare({
      sql,
      dataDir,
      demo,
      address: 'http://localhost:8080',
      log,
      say: (sentence) => said.push(sentence),
    });
  return { sql, said, start };
}

test('a first start publishes the catalogue and seeds the demo, a second changes nothing', async () => {
  const { sql, said, start } = await anEmptyCounty();
  const first = await start(true);
  const counts = () => sql`SELECT
    (SELECT count(*) FROM catalogues) AS catalogues,
    (SELECT count(*) FROM stations) AS stations,
    (SELECT count(*) FROM accounts) AS accounts`;
  const [before] = await counts();
  expect(before).toEqual({ catalogues: 1, stations: 10, accounts: 5 });
  said.length = 0;
  const second = await start(true);
  expect(said).toEqual([]);
  expect((await counts())[0]).toEqual(before);
  if (!first.ok || !second.ok) throw new Error('not prepared');
  expect(second.value.demoAccounts).toEqual(first.value.demoAccounts);
  expect(second.value.context.keys.root.kid).toBe(
    first.value.context.keys.root.kid,
  );
});

test('the current version of an earlier program gets its village edition, and keeps it', async () => {
  const { sql, start } = await anEmptyCounty();
  await start(false);
  await sql`UPDATE catalogues SET village_signed = NULL`;
  const edition = async () => {
    await start(false);
    const [row] = await sql<{ signed: string }[]>`
      SELECT village_signed AS signed FROM catalogues`;
    return row?.signed ?? '';
  };
  const made = await edition();
  expect(decodeJwt(made)).toMatchObject({ edition: 'village' });
  expect(await edition()).toBe(made);
});

test('without a demo there are no accounts, and a station for every village', async () => {
  const { sql, start } = await anEmptyCounty();
  const prepared = await start(false);
  expect(prepared).toMatchObject({ ok: true });
  expect(prepared).not.toHaveProperty('value.demoAccounts');
  const [row] = await sql`SELECT count(*) AS accounts FROM accounts`;
  expect(row?.['accounts']).toBe(0);
  const [stations] = await sql`SELECT
    count(*) FILTER (WHERE kind = 'village') > 150 AS villages,
    count(*) FILTER (WHERE kind = 'township') AS townships FROM stations`;
  expect(stations).toEqual({ villages: true, townships: 9 });
});

test('demo data never mixes with real data', async () => {
  const { start } = await anEmptyCounty();
  await start(false);
  expect(await start(true)).toEqual({ ok: false, code: 'realData' });
});

test('a demo folder started without a demo says what lies in it', async () => {
  const { said, start } = await anEmptyCounty();
  await start(true);
  expect(await start(false)).toMatchObject({ ok: true });
  expect(said.join('')).toContain('演示数据');
});
