import { Hono } from 'hono';
import { describeError } from '../describe-error.ts';
import type { PlatformContext } from '../context.ts';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, and nothing else: on a port of its own, which no proxy leads to. */
export function metricsApp(
  { log }: Pick<PlatformContext, 'log'>,
  metrics: Metrics,
): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) => {
    const text = await metrics.text();
    return c.body(text, 200, { 'Content-Type': metrics.contentType });
  });
  app.onError((error, c) => {
    log.error(describeError(error), 'metrics');
    return c.body(null, 503);
  });
  return app;
}
