import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';

const WRONG: [name: string, value: string, advice: string][] = [
  ['PORT', '80 80', 'PORT=8080'],
  ['PORT', '70000', 'PORT=8080'],
  ['PORT', '-1', 'PORT=8080'],
  ['METRICS_PORT', '70000', 'METRICS_PORT=9464'],
  ['HOST', 'http://localhost', 'HOST=127.0.0.1'],
  ['DEMO', 'yes', 'DEMO=0'],
  ['FEED_RETENTION_DAYS', '0', 'FEED_RETENTION_DAYS=180'],
  ['FEED_RETENTION_DAYS', '1.5', 'FEED_RETENTION_DAYS=180'],
  ['ADDRESS_HEADER', 'X Real IP', 'ADDRESS_HEADER=X-Forwarded-For'],
  ['READABLE_DAYS', '366', 'READABLE_DAYS=30'],
  ['RESIDENTS_ON_DEVICE', '5001', 'RESIDENTS_ON_DEVICE=300'],
  ['DATABASE_URL', 'mysql://x/y', 'DATABASE_URL=postgres://'],
  [
    'DATABASE_URL',
    'postgres://host-without-database',
    'DATABASE_URL=postgres://',
  ],
  ['FIGURES_DATABASE_URL', 'mysql://x/y', 'FIGURES_DATABASE_URL=postgres://'],
];

describe('the settings of the platform', () => {
  it('are complete when nothing is set', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      value: {
        port: 8080,
        host: '127.0.0.1',
        dataDir: resolve('data'),
        demo: true,
        retention: { feedDays: 180, readableDays: 30, residents: 300 },
      },
    });
  });

  it('are read from the environment', () => {
    const databaseUrl = 'postgres://clerk:secret@db.county.example/platform';
    expect(
      readConfig({
        PORT: '9000',
        HOST: '0.0.0.0',
        DATA_DIR: '/srv/data',
        DATABASE_URL: databaseUrl,
        DEMO: '0',
        FEED_RETENTION_DAYS: '90',
        READABLE_DAYS: '14',
        RESIDENTS_ON_DEVICE: '5000',
        ADDRESS_HEADER: 'X-Forwarded-For',
      }),
    ).toEqual({
      ok: true,
      value: {
        port: 9000,
        host: '0.0.0.0',
        dataDir: '/srv/data',
        databaseUrl,
        demo: false,
        retention: { feedDays: 90, readableDays: 14, residents: 5000 },
        addressHeader: 'X-Forwarded-For',
      },
    });
  });

  it.each(WRONG)(
    'refuse %s=%s and say what to write',
    (name, value, advice) => {
      const result = readConfig({ [name]: value });
      expect(result).toMatchObject({
        ok: false,
        problems: [expect.stringContaining(advice)],
      });
    },
  );

  it('are each tried with a value that is refused', () => {
    const texts = (folder: string, file: RegExp) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => file.test(path))
        .map((path) => readFileSync(join(folder, path), 'utf8'))
        .join('\n');
    const read = texts('src/platform', /(^config|-settings)\.ts$/).matchAll(
      /'([A-Z]+(?:_[A-Z]+)*)'/g,
    );
    const tried = texts('tests/platform', /(^config|-settings)\.test\.ts$/);
    const untried = [...new Set([...read].map(([, name]) => name))].filter(
      // Itself, or what begins with it: CERTIFICATE_URL.
      (name) =>
        !['', '_URL'].some((end) => tried.includes(`['${name}${end}', `)),
    );
    // Any path is a folder; that it cannot be used is seen at the start.
    expect(untried).toEqual(['DATA_DIR']);
  });

  it('name every wrong value at once and never repeat a password', () => {
    const result = readConfig({
      PORT: 'x',
      DEMO: 'x',
      DATABASE_URL: 'postgres:secret',
    });
    expect(result.ok ? [] : result.problems).toHaveLength(3);
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});
