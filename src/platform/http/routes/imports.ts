// /api/v1/imports: files from sticks, by staff. The body is the file itself.
import { Hono } from 'hono';
import { LIMITS } from '../../../protocol/limits.ts';
import {
  IMPORT_HEADER,
  IMPORT_PATH,
  IMPORT_TYPE,
} from '../../../protocol/stick-file.ts';
import type { PlatformContext } from '../../context.ts';
import { importFile } from '../../imports/import-file.ts';
import { listImports } from '../../imports/list-imports.ts';
import { incomingBytes } from '../../materials/incoming-bytes.ts';
import { problem } from '../problem.ts';
import {
  sameOriginChanges,
  staffOnly,
  type StaffEnvironment,
} from '../staff-session.ts';

export function importRoutes(context: PlatformContext): Hono<StaffEnvironment> {
  const routes = new Hono<StaffEnvironment>().basePath(IMPORT_PATH);
  routes.use(sameOriginChanges);
  routes.use(staffOnly(context));

  routes.get('/', async (c) => {
    const result = await listImports(context, c.get('principal'));
    return result.ok ? c.json(result.value) : problem(c, result.code);
  });

  routes.post('/', async (c) => {
    // The rule of JSON bodies cannot hold here; a header of our own stands for
    // it, which no form and no other site's page can send.
    if (c.req.header(IMPORT_HEADER) !== '1')
      return problem(c, 'forbidden', { detail: IMPORT_HEADER });
    if (c.req.header('Content-Type') !== IMPORT_TYPE)
      return problem(c, 'unsupportedMediaType', { detail: IMPORT_TYPE });
    const incoming = c.env.incoming;
    if (incoming === undefined)
      throw new Error('imports need the Node server under the app');
    const result = await importFile(
      context,
      c.get('principal'),
      incomingBytes(incoming, LIMITS.uploadChunkBytes),
    );
    return result.ok ? c.json(result.value) : problem(c, result.code);
  });

  return routes;
}
