// Small materials together (protocol/material-bundle.ts).
import { Hono } from 'hono';
import { BUNDLE_PATH } from '../../../protocol/material-bundle.ts';
import type { PlatformContext } from '../../context.ts';
import { receiveBundle } from '../../materials/receive-bundle.ts';
import { deviceSession } from '../device-session.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { bodyOf, hangUpIfUnread } from '../upload-body.ts';

/** POST /api/v1/materials/bundle: small photographs together. */
export function materialBundleRoutes(
  context: PlatformContext,
): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post(BUNDLE_PATH, deviceSession(context, 'deliver'), async (c) => {
    const { deviceId } = c.get('session').device;
    const body = bodyOf(c);
    const received = await receiveBundle(context, { deviceId, body });
    hangUpIfUnread(c);
    return received.ok ? c.json(received.value) : problem(c, received.code);
  });
  return routes;
}
