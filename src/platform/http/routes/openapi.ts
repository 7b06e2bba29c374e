// GET /api/openapi.json: OpenAPI 3.1, made from the schemas that validate.
import { Hono } from 'hono';
import { makeOpenapi } from '../openapi/make-openapi.ts';

/** GET /api/openapi.json. */
export function openapiRoutes(): Hono {
  const routes = new Hono();
  let document: string | undefined;
  routes.get('/api/openapi.json', (c) => {
    document ??= JSON.stringify(makeOpenapi());
    c.header('Cache-Control', 'no-cache');
    return c.body(document, 200, { 'Content-Type': 'application/json' });
  });
  return routes;
}
