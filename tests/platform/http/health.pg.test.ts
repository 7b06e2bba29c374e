import { expect, test } from 'vitest';
import { connect } from '../../../src/platform/database/connect.ts';
import { healthRoutes } from '../../../src/platform/http/routes/health.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const { sql } = await createTestDatabase();

test('a platform with its database is alive and ready', async () => {
  const routes = healthRoutes({ sql });
  expect((await routes.request('/healthz')).status).toBe(200);
  const ready = await routes.request('/readyz');
  expect(ready.status).toBe(200);
  expect(ready.headers.get('cache-control')).toBe('no-store');
});

test('without its database it is alive and not ready', async () => {
  const away = connect('postgres://nobody@127.0.0.1:1/none');
  const routes = healthRoutes({ sql: away });
  expect((await routes.request('/healthz')).status).toBe(200);
  const ready = await routes.request('/readyz');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ code: 'unavailable' });
  await away.end({ timeout: 1 });
});
