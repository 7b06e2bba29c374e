// The log as a file: a line of JSON for each entry with its hash, and at the end the
// county's signature on the last hash. Whoever keeps the file can tell later whether
// the log still says what it said then.
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import * as v from 'valibot';
import type { PlatformContext } from '../context.ts';
import { readAuditChain } from '../database/queries/audit.ts';
import { signByRoot } from '../keys/county-keys.ts';
import { verifyJws } from '../keys/verify-jws.ts';
import { appendAudit, chainHash } from './append-audit.ts';
import { checkAudit, type AuditCheck } from './check-audit.ts';

const AUDIT_TYP = 'vsp-audit+jwt';

const lineSchema = v.object({ entry: v.string(), hash: v.string() });
const endSchema = v.object({
  county: v.string(),
  n: v.number(),
  hash: v.string(),
  exportedAt: v.string(),
});

/**
 * Writes all of it to a new file that its owner alone may read; that it was exported
 * is its last line. A log that is not whole is not exported.
 * @throws EEXIST when the file is there.
 */
export async function exportAudit(
  context: PlatformContext,
  path: string,
): Promise<AuditCheck> {
  await appendAudit(context, {
    accountId: null,
    act: 'auditExported',
    caseId: null,
    detail: {},
  });
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  // Opened first: a file that is there throws before the log is read.
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve());
    file.once('error', reject);
  });
  const checked = await checkAudit(context, ({ entry, hash }) => {
    file.write(`${JSON.stringify({ entry, hash })}\n`);
  });
  if (checked.ok) {
    const { n, hash } = checked.head;
    const end = {
      county: context.config.county,
      n,
      hash,
      exportedAt: context.clock().toISOString(),
    };
    file.write(`${await signByRoot(context.keys.root, AUDIT_TYP, end)}\n`);
  }
  file.end();
  await finished(file);
  return checked;
}

export type FileCheck =
  | { ok: true; n: number }
  /** `line`: the first of the file that is not as it was exported. */
  | { ok: false; why: 'line'; line: number }
  /** The file has no end of this county's, or another one. */
  | { ok: false; why: 'signature' }
  /** The log says something else now than when the file was made. */
  | { ok: false; why: 'log'; n: number };

/** Whether an exported file is whole, and the log still goes on from it. */
export async function checkExport(
  { sql, config, keys }: PlatformContext,
  path: string,
): Promise<FileCheck> {
  const { county } = config;
  let line = 0;
  let hash = '';
  let end: v.InferOutput<typeof endSchema> | undefined;
  for await (const text of createInterface({ input: createReadStream(path) })) {
    line += 1;
    if (!text.startsWith('{')) {
      end = await verifyJws(text, {
        jwk: keys.root.publicJwk,
        typ: AUDIT_TYP,
        schema: endSchema,
      });
      break;
    }
    const read = v.safeParse(lineSchema, parse(text));
    if (!read.success) return { ok: false, why: 'line', line };
    hash = chainHash(hash, read.output.entry);
    if (read.output.hash !== hash) return { ok: false, why: 'line', line };
  }
  if (end?.county !== county || end.n !== line - 1 || end.hash !== hash)
    return { ok: false, why: 'signature' };
  const { n } = end;
  const [row] = await readAuditChain(sql, {
    county,
    after: n - 1,
    through: n,
    limit: 1,
  });
  return row?.hash === hash ? { ok: true, n } : { ok: false, why: 'log', n };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
