import { Hono } from 'hono';
import type { Sql } from 'postgres';
import { canAnswer } from '../../database/queries/readiness.ts';
import { problem } from '../problem.ts';

/** A database that takes longer serves nobody. */
const PATIENCE_MS = 2000;

/**
 * `/healthz`: the process lives; restart it when this fails. `/readyz`: it can
 * serve; send it nothing while this fails (the database is away).
 */
export function healthRoutes({ sql }: { sql: Sql }): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => {
    c.header('Cache-Control', 'no-store');
    return c.json({ status: 'alive' });
  });
  routes.get('/readyz', async (c) => {
    c.header('Cache-Control', 'no-store');
    return (await isReady(sql))
      ? c.json({ status: 'ready' })
      : problem(c, 'unavailable', { detail: 'the database does not answer' });
  });
  return routes;
}

async function isReady(sql: Sql): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([canAnswer(sql), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
