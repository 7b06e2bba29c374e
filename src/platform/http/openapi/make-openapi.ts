import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { problemSchema } from '../../../protocol/problem.ts';
import { PROTOCOL_VERSION } from '../../../protocol/protocol-version.ts';
import { PROBLEMS } from '../problem.ts';
import { endpoints } from './all-endpoints.ts';
import { exampleOf } from './example-of.ts';
import type { Endpoint, Need, RawType } from './endpoint.ts';

type Json = Record<string, unknown>;

/** The whole description as OpenAPI 3.1. */
export function makeOpenapi(): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const { path, method } = endpoint;
    paths[path] = { ...paths[path], [method]: describe(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Village service point: platform',
      version: `v${PROTOCOL_VERSION}`,
      description:
        'Sealed operations come in from the villages, events go back by the feed. Every error is a problem document with a code.',
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        device: { type: 'http', scheme: 'bearer' },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description:
            'HTTP Message Signature (RFC 9421), hmac-sha256 by the secret shared with the county, over "@method" "@target-uri" "content-type" "content-digest" (RFC 9530, sha-256), with created, keyid, alg and nonce.',
        },
        staff: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      },
    },
  };
}

function describe(endpoint: Endpoint): Json {
  const { method, path, summary, needs, body } = endpoint;
  const scheme = schemeOf(needs);
  return {
    operationId: nameOf(method, path),
    summary,
    ...(scheme === undefined ? {} : { security: [{ [scheme]: [] }] }),
    // Ours: the scope, or the row of the permission matrix.
    'x-needs': needs,
    ...(endpoint.isFreshOnly === true ? { 'x-fresh-login': true } : {}),
    parameters: parametersOf(endpoint),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(body, 'input') } }),
    responses: { ...answersOf(endpoint), ...problemsOf(endpoint) },
  };
}

function schemeOf(needs: Need): 'device' | 'staff' | 'signature' | undefined {
  if (needs === 'nothing') return undefined;
  if (needs === 'signature') return needs;
  return needs === 'deliver' || needs === 'read' ? 'device' : 'staff';
}

function parametersOf({ params, query, headers }: Endpoint): Json[] {
  const list = (
    place: 'path' | 'query' | 'header',
    schemas: Record<string, v.GenericSchema> = {},
  ) =>
    Object.entries(schemas).map(([name, schema]) => ({
      name,
      in: place,
      required: schema.type !== 'optional',
      schema: schemaOf(schema, 'input'),
    }));
  return [
    ...list('path', params),
    ...list('query', query?.entries),
    ...list('header', headers),
  ];
}

function answersOf({ answers }: Endpoint): Json {
  const entries = Object.entries(answers).map(([status, content]) => [
    status,
    {
      description: 'Success',
      ...(content === null ? {} : { content: contentOf(content, 'output') }),
    },
  ]);
  return Object.fromEntries(entries) as Json;
}

/** Codes that share a status are one response. */
function problemsOf({ problems, method }: Endpoint): Json {
  const byStatus: Record<string, Json> = {};
  for (const code of [...problems, 'internal', 'unavailable'] as const) {
    const status = PROBLEMS[code][0];
    const codes = [...problems, 'internal', 'unavailable'] as const;
    const shared = codes.filter((each) => PROBLEMS[each][0] === status);
    byStatus[status] = {
      description: [...new Set(shared)].join(', '),
      ...(method === 'head'
        ? {}
        : {
            content: {
              'application/problem+json': {
                schema: { $ref: '#/components/schemas/Problem' },
              },
            },
          }),
    };
  }
  return byStatus;
}

function contentOf(
  body: v.GenericSchema | RawType[],
  direction: 'input' | 'output',
): Json {
  if (!Array.isArray(body))
    return { 'application/json': withExample(schemaOf(body, direction)) };
  return Object.fromEntries(body.map((type) => [type, {}]));
}

function withExample(schema: Json): Json {
  return { schema, example: exampleOf(schema) };
}

function schemaOf(
  schema: v.GenericSchema,
  direction: 'input' | 'output',
): Json {
  const { $schema: _, ...json } = toJsonSchema(schema, {
    typeMode: direction,
    // Trimming and checks by a function have no form in JSON Schema.
    errorMode: 'ignore',
  });
  return json;
}

/** `get /api/v1/review/cases/{caseId}` → `getReviewCasesCaseId` */
function nameOf(method: string, path: string): string {
  const words = path.replace(/^\/(api\/(v1\/)?)?/, '').split(/[^A-Za-z0-9]+/);
  return [
    method,
    ...words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
  ].join('');
}
