// GET /api/openapi.json: OpenAPI 3.1, made from the schemas that validate; GET
// /api/docs: the same as a page.
import { Hono } from 'hono';
import { renderDocs, type Description } from '../openapi/render-docs.ts';
import { NOTICE_CSP } from '../security-headers.ts';
import { makeOpenapi } from '../openapi/make-openapi.ts';

/** GET /api/openapi.json and /api/docs. */
export function openapiRoutes(): Hono {
  const routes = new Hono();
  let document: string | undefined;
  routes.get('/api/openapi.json', (c) => {
    document ??= JSON.stringify(makeOpenapi());
    c.header('Cache-Control', 'no-cache');
    return c.body(document, 200, { 'Content-Type': 'application/json' });
  });
  let page: string | undefined;
  routes.get('/api/docs', (c) => {
    page ??= renderDocs(makeOpenapi() as unknown as Description);
    c.header('Content-Security-Policy', NOTICE_CSP);
    c.header('Cache-Control', 'no-cache');
    return c.body(page, 200, { 'Content-Type': 'text/html; charset=utf-8' });
  });
  return routes;
}
