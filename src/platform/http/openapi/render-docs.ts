// The description as a page that a person reads: made here, without a script, and with
// nothing from any other place, so that it opens where there is no network.
import { apiDocsText } from '../../../text/api-docs.ts';

type Content = Record<string, { schema?: object; example?: unknown }>;
type Operation = {
  summary: string;
  'x-needs': unknown;
  'x-fresh-login'?: boolean;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
export type Description = {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
};

/** The whole page, HTML. */
export function renderDocs({ info, paths }: Description): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths)) {
    const group = groupOf(path);
    const made = Object.entries(methods).map(([method, operation]) =>
      renderOperation(method, path, operation),
    );
    groups.set(group, [...(groups.get(group) ?? []), ...made]);
  }
  const names = [...groups.keys()].sort();
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(info.title)}</title><style>${STYLE}</style></head><body><h1>${escaped(apiDocsText.title)} <small>${escaped(info.version)}</small></h1><p>${escaped(apiDocsText.lead)}</p><p lang="en">${escaped(info.description)}</p><nav aria-label="${escaped(apiDocsText.groups)}">${names.map((name) => `<a href="#${escaped(name)}">${escaped(name)}</a>`).join(' ')}</nav>${names.map((name) => `<h2 id="${escaped(name)}">${escaped(name)}</h2>${(groups.get(name) ?? []).join('')}`).join('')}</body></html>`;
}

/** `/api/v1/review/cases/{caseId}` → `review` */
function groupOf(path: string): string {
  const [first = ''] = path.replace(/^\/(api\/(v1\/)?)?/, '').split(/[/{]/);
  return first;
}

function renderOperation(
  method: string,
  path: string,
  operation: Operation,
): string {
  const { summary, parameters, requestBody, responses } = operation;
  const fresh =
    operation['x-fresh-login'] === true ? ` ${apiDocsText.fresh}` : '';
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escaped(name)}</code></td><td>${escaped(place)}</td><td>${escaped(required ? apiDocsText.must : apiDocsText.may)}</td><td><code>${escaped(JSON.stringify(schema))}</code></td></tr>`,
  );
  return `<details><summary><b class="${escaped(method)}">${escaped(method.toUpperCase())}</b> <code>${escaped(path)}</code> <span lang="en">${escaped(summary)}</span></summary><p>${escaped(apiDocsText.needs)} <code>${escaped(JSON.stringify(operation['x-needs']))}</code>${escaped(fresh)}</p>${rows.length === 0 ? '' : `<table><tbody>${rows.join('')}</tbody></table>`}${requestBody === undefined ? '' : `<h3>${escaped(apiDocsText.body)}</h3>${renderContent(requestBody.content)}`}<h3>${escaped(apiDocsText.answers)}</h3>${Object.entries(
    responses,
  )
    .map(
      ([status, { description, content }]) =>
        `<h4>${escaped(status)} <span lang="en">${escaped(description)}</span></h4>${Number(status) < 400 && content !== undefined ? renderContent(content) : ''}`,
    )
    .join('')}</details>`;
}

function renderContent(content: Content): string {
  return Object.entries(content)
    .map(
      ([type, { schema, example }]) =>
        `<p><code>${escaped(type)}</code></p>${example === undefined ? '' : `<pre>${escaped(JSON.stringify(example, null, 2))}</pre>`}${schema === undefined ? '' : `<details><summary>${escaped(apiDocsText.schema)}</summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`}`,
    )
    .join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE =
  'body{font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;color:#1a1a1a;background:#fff;max-width:70em;margin:0 auto;padding:1em}code,pre{font-family:ui-monospace,monospace;overflow-wrap:anywhere}pre{background:#f3f3f0;padding:.75em;white-space:pre-wrap}details{border:1px solid #c9c9c4;padding:.25em .75em;margin:.5em 0}summary{cursor:pointer;padding:.5em 0}h3{font-size:1em}h4{font-size:1em;margin:.5em 0;font-weight:normal}nav a{display:inline-block;padding:.5em .75em .5em 0}b{display:inline-block;min-width:4.5em}td{padding:.25em .75em .25em 0;vertical-align:top}a{color:#0b5394}';
