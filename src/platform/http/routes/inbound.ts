// /api/v1/inbound/…: who has signed it, then as every route: parse, one use case, answer.
import { Hono, type Context } from 'hono';
import type * as v from 'valibot';
import {
  INBOUND_BYTES,
  inboundCaseSchema,
  inboundProgressSchema,
} from '../../../protocol/inbound.ts';
import {
  hasItsDigest,
  verifyRequest,
} from '../../connectors/verify-request.ts';
import type { PlatformContext } from '../../context.ts';
import { beginCase } from '../../inbound/begin-case.ts';
import { reportProgress } from '../../inbound/report-progress.ts';
import type { InboundSender } from '../../settings/inbound-settings.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { fitJson, readBytes } from '../read-json.ts';

/** /api/v1/inbound/cases and /api/v1/inbound/progress. */
export function inboundRoutes(context: PlatformContext): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();

  routes.post('/api/v1/inbound/cases', async (c) => {
    const said = await readSigned(c, context, {
      schema: inboundCaseSchema,
      maxBytes: INBOUND_BYTES,
    });
    if (!said.ok) return said.answer;
    const begun = await beginCase(context, said.sender, said.value);
    if (begun.ok) return c.json(begun.value);
    return problem(
      c,
      begun.code,
      begun.code === 'unprocessable'
        ? { detail: `at ${begun.paths.join(', ')}` }
        : {},
    );
  });

  routes.post('/api/v1/inbound/progress', async (c) => {
    const said = await readSigned(c, context, {
      schema: inboundProgressSchema,
      maxBytes: 64 * 1024,
    });
    if (!said.ok) return said.answer;
    const done = await reportProgress(context, said.sender, said.value);
    if (done.ok) return c.body(null, 204);
    const { ok: _, code, ...facts } = done;
    return problem(c, code, facts);
  });
  return routes;
}

type Said<Value> =
  | { ok: true; sender: InboundSender; value: Value }
  | { ok: false; answer: Response };

/** Nothing of a body is read before it is known whose it is. */
async function readSigned<Schema extends v.GenericSchema>(
  c: Context<HttpEnvironment>,
  { config, clock }: PlatformContext,
  { schema, maxBytes }: { schema: Schema; maxBytes: number },
): Promise<Said<v.InferOutput<Schema>>> {
  const { inbound } = config;
  const refuse = (answer: Response) => ({ ok: false as const, answer });
  if (inbound === undefined || c.req.header('Signature') === undefined)
    return refuse(problem(c, 'unauthorized'));
  const senderOf = (keyId: string) =>
    inbound.senders.find(({ id }) => id === keyId);
  const keyId = verifyRequest(
    {
      method: c.req.method,
      url: `${inbound.url}${c.req.path}`,
      headers: c.req.raw.headers,
    },
    { secretOf: (id) => senderOf(id)?.secret, now: clock() },
  );
  const sender = keyId === undefined ? undefined : senderOf(keyId);
  if (sender === undefined) return refuse(problem(c, 'unauthorized'));
  const body = await readBytes(c, maxBytes);
  if (body === undefined) return refuse(problem(c, 'payloadTooLarge'));
  if (!hasItsDigest(c.req.raw.headers, body))
    return refuse(problem(c, 'unauthorized'));
  if (!/^application\/json\b/i.test(c.req.header('Content-Type') ?? ''))
    return refuse(
      problem(c, 'unsupportedMediaType', { detail: 'application/json' }),
    );
  const fitted = fitJson(c, body, schema);
  return fitted.ok ? { ...fitted, sender } : fitted;
}
