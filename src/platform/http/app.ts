// The whole of what the platform answers over HTTP. A route module parses, calls
// one use case and answers; what all of them share stands here.
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { PlatformContext } from '../context.ts';
import type { DemoAccount } from '../demo/demo-accounts.ts';
import { describeError } from '../describe-error.ts';
import type { HttpEnvironment } from './environment.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { StoreUnavailable } from '../materials/material-store.ts';
import { isEngineFault } from '../database/engine-fault.ts';
import { problem } from './problem.ts';
import { requestLog } from './request-log.ts';
import { appFileRoutes } from './routes/app-files.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { demoRoutes } from './routes/demo.ts';
import { directoryRoutes } from './routes/directory.ts';
import { enrolmentRoutes } from './routes/enrolment.ts';
import { feedRoutes } from './routes/feed.ts';
import { figuresRoutes } from './routes/figures.ts';
import { healthRoutes } from './routes/health.ts';
import { inboundRoutes } from './routes/inbound.ts';
import { importRoutes } from './routes/imports.ts';
import { materialBundleRoutes } from './routes/material-bundles.ts';
import { materialRoutes } from './routes/materials.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { openedRoutes } from './routes/opened.ts';
import { openapiRoutes } from './routes/openapi.ts';
import { operationRoutes } from './routes/operations.ts';
import { receiptRoutes } from './routes/receipts.ts';
import { reviewRoutes } from './routes/review.ts';
import { sessionRoutes } from './routes/session.ts';
import { witnessRoutes } from './routes/witnesses.ts';
import { vaultRoutes } from './routes/vaults.ts';
import { securityHeaders } from './security-headers.ts';
import { separateSites } from './separate-sites.ts';

type Options = {
  /** The built app (`dist/app`); without it only the interface is served. */
  appFolder?: string;
  /** Of the demo; without them it has no endpoint that tells them. */
  demoAccounts?: readonly DemoAccount[];
  /** Is told of each answered request. */
  note?: Metrics['note'];
};

/** All of the interface, and the files of the app, on one context. */
export function createApp(
  context: PlatformContext,
  { appFolder, demoAccounts, note }: Options = {},
): Hono<HttpEnvironment> {
  const app = new Hono<HttpEnvironment>();
  app.use(requestLog(context.log, note));
  const { origins } = context.config;
  app.use(securityHeaders(origins));
  if (origins !== undefined) app.use(separateSites(origins));
  app.use('/api/*', compress());
  app.use('/api/*', async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control'))
      c.header('Cache-Control', 'no-store');
  });

  // No column holds the character 0; in a body read-json.ts looks for it.
  app.use('/api/*', async (c, next) =>
    /%00/.test(c.req.url) ? problem(c, 'badRequest') : await next(),
  );

  // Devices.
  app.route('/', enrolmentRoutes(context));
  app.route('/', sessionRoutes(context));
  app.route('/', operationRoutes(context));
  app.route('/', materialRoutes(context));
  app.route('/', materialBundleRoutes(context));
  app.route('/', feedRoutes(context));
  app.route('/', witnessRoutes(context));
  app.route('/', vaultRoutes(context));
  // Everyone.
  app.route('/', catalogueRoutes(context));
  app.route('/', directoryRoutes(context));
  app.route('/', receiptRoutes(context));
  app.route('/', healthRoutes(context));
  app.route('/', openapiRoutes());
  if (demoAccounts !== undefined)
    app.route('/', demoRoutes(context, demoAccounts));
  // Other systems.
  app.route('/', inboundRoutes(context));
  // Staff.
  app.route('/', oidcRoutes(context));
  app.route('/', reviewRoutes(context));
  app.route('/', importRoutes(context));
  app.route('/', figuresRoutes(context));
  app.route('/', openedRoutes(context));

  app.all('/api/*', (c) => problem(c, 'notFound'));
  // Last: every path that is nothing else may be a screen of the app.
  if (appFolder !== undefined) app.route('/', appFileRoutes(appFolder));

  app.notFound((c) => problem(c, 'notFound'));
  app.onError((error, c) => {
    const isAway = isEngineFault(error) || error instanceof StoreUnavailable;
    const code = isAway ? 'unavailable' : 'internal';
    context.log.error({ ref: c.get('ref'), ...describeError(error) }, code);
    if (code === 'unavailable') c.header('Retry-After', '5');
    return problem(c, code);
  });
  return app;
}
