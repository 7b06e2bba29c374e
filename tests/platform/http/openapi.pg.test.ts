import { expect, test } from 'vitest';
import * as v from 'valibot';
import { endpoints } from '../../../src/platform/http/openapi/all-endpoints.ts';
import { createApp } from '../../../src/platform/http/app.ts';
import { aTownship } from '../review/a-township.ts';

const { context } = await aTownship();
const app = createApp(context, { demoAccounts: [] });

type Operation = {
  operationId: string;
  requestBody?: {
    content: Record<string, { schema?: object; example?: unknown }>;
  };
  parameters: { name: string; in: string; required: boolean }[];
  responses: Record<string, object>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
};

const answer = await app.request('/api/openapi.json');
const document = (await answer.json()) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    operation,
  })),
);

test('the description is OpenAPI 3.1', () => {
  expect(answer.status).toBe(200);
  expect(document.openapi).toBe('3.1.0');
});

test('it names every route that is mounted, and no other', () => {
  const mounted = app.routes
    .filter(
      ({ method, path }) =>
        method !== 'ALL' && !path.includes('*') && /^\/(api|\w+z$)/.test(path),
    )
    .map(({ method, path }) => {
      const template = path.replaceAll(
        /:(\w+)(\{(?:[^{}]|\{\d+\})*\})?/g,
        '{$1}',
      );
      return `${method.toLowerCase()} ${template}`;
    });
  // hono answers HEAD from a GET handler.
  const named = operations.map(
    ({ method, path }) => `${method === 'head' ? 'get' : method} ${path}`,
  );
  expect(new Set(named)).toEqual(new Set(mounted));
});

test('every parameter of a path is described, and ids are unique', () => {
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = operation.parameters.filter(
      ({ in: place }) => place === 'path',
    );
    expect(described.map(({ name }) => name)).toEqual(inPath);
    expect(described.every(({ required }) => required)).toBe(true);
  }
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('bodies carry the limits of the schemas that validate them', () => {
  const batch = document.paths['/api/v1/operations']?.['post']?.requestBody;
  expect(batch?.content['application/json']?.schema).toMatchObject({
    type: 'object',
    required: ['batchId', 'operations'],
    properties: { operations: { type: 'array', minItems: 1, maxItems: 200 } },
  });
});

test('every body of JSON has an example, and the schema that validates it takes it', () => {
  const failing = endpoints.flatMap(({ method, path, body }) => {
    if (body === undefined || Array.isArray(body)) return [];
    const described = document.paths[path]?.[method]?.requestBody?.content;
    const example = described?.['application/json']?.example;
    const parsed = v.safeParse(body, example);
    return parsed.success
      ? []
      : [`${method} ${path} ${v.getDotPath(parsed.issues[0]) ?? ''}`];
  });
  expect(failing).toEqual([]);
});

test('the page holds every path, runs nothing and loads nothing', async () => {
  const page = await app.request('/api/docs');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain(
    "default-src 'none'",
  );
  const html = await page.text();
  for (const { path, method } of operations) {
    expect(html).toContain(`<code>${path}</code>`);
    expect(html).toContain(`>${method.toUpperCase()}</b>`);
  }
  expect(html).not.toMatch(
    /<script|<link|<img|src=|https?:\/\/(?!json-schema)/i,
  );
});

test('every answer that can fail says with which codes', () => {
  for (const { operation } of operations) {
    expect(operation.responses['500']).toMatchObject({
      description: 'internal',
    });
    expect(operation.responses['503']).toBeDefined();
  }
});
