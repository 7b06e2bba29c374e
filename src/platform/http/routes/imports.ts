// /api/v1/imports: files from sticks, by staff. The body is the file itself.
import { Hono } from 'hono';
import * as v from 'valibot';
import { LIMITS } from '../../../protocol/limits.ts';
import {
  IMPORT_HEADER,
  IMPORT_PATH,
  IMPORT_TYPE,
} from '../../../protocol/stick-file.ts';
import type { PlatformContext } from '../../context.ts';
import { importFile } from '../../imports/import-file.ts';
import { makeReply } from '../../imports/make-reply.ts';
import { listImports } from '../../imports/list-imports.ts';
import { incomingBytes } from '../../materials/incoming-bytes.ts';
import { noteRefusals } from '../note-refusals.ts';
import { problem } from '../problem.ts';
import {
  sameOriginChanges,
  staffOnly,
  type StaffEnvironment,
} from '../staff-session.ts';
import { uuid } from '../../../domain/schema-parts.ts';

const idsSchema = v.object({ importId: uuid, deviceId: uuid });

/** /api/v1/imports: a stick's file taken in, and its answers. */
export function importRoutes(context: PlatformContext): Hono<StaffEnvironment> {
  const routes = new Hono<StaffEnvironment>().basePath(IMPORT_PATH);
  routes.use(sameOriginChanges);
  routes.use(staffOnly(context), noteRefusals(context));

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

  routes.get('/:importId/replies/:deviceId', async (c) => {
    const ids = v.safeParse(idsSchema, c.req.param());
    if (!ids.success) return problem(c, 'notFound');
    const reply = await makeReply(context, c.get('principal'), ids.output);
    if (!reply.ok) return problem(c, reply.code);
    return c.body(toStream(reply.value), 200, {
      'Content-Type': IMPORT_TYPE,
      'Content-Disposition': 'attachment; filename="reply.vsp"',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  return routes;
}

/** As fast as it is read, and no further. */
function toStream(pieces: AsyncGenerator<Uint8Array>): ReadableStream {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
