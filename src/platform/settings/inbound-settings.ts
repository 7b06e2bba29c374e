// Systems that may speak to the platform, as the operator names them in one file: each
// with a secret of its own and with what it may say.
import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { inboundSettingText } from '../../text/settings.ts';
import { isSafeAddress } from './safe-address.ts';

const senderSchema = v.strictObject({
  /** Names it in its signature (`keyid`) and in the history of a case. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  /** As people call it, e.g. 湖北政务服务网. */
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(50)),
  /** Shared with it alone; shorter than that a secret is guessed. */
  secret: v.pipe(v.string(), v.minLength(32), v.maxLength(1000)),
  /** Whether residents may begin cases there. */
  begins: v.optional(v.boolean(), false),
  /** Departments, by their ids in the catalogue, for which it reports progress. */
  offices: v.optional(v.pipe(v.array(v.string()), v.maxLength(50)), []),
});
const sendersSchema = v.pipe(
  v.array(senderSchema),
  v.minLength(1),
  v.check(
    (all) => new Set(all.map(({ id }) => id)).size === all.length,
    'each id once',
  ),
);

export type InboundSender = v.InferOutput<typeof senderSchema>;

export type InboundSettings = {
  /** Under which senders reach `/api/v1/inbound/…`; without a slash at the end. */
  url: string;
  senders: InboundSender[];
};

/**
 * Reads `INBOUND_URL` and `INBOUND_SENDERS_FILE`. undefined: nothing is taken in, or not
 * so that it can be; `problems` then has a sentence a variable, without any secret.
 */
export function readInboundSettings(
  read: (variable: string) => string | undefined,
  problems: string[],
): InboundSettings | undefined {
  const url = read('INBOUND_URL');
  if (url === undefined) return undefined;
  const before = problems.length;
  if (!isSafeAddress(url)) problems.push(inboundSettingText.url(url));
  const senders = readSenders(read('INBOUND_SENDERS_FILE') ?? '');
  if (typeof senders === 'string')
    problems.push(inboundSettingText.sendersFile(senders));
  if (problems.length > before || typeof senders === 'string') return undefined;
  return { url: url.replace(/\/$/, ''), senders };
}

/** A text: where it does not fit; '' when the file cannot be read at all. */
function readSenders(path: string): InboundSender[] | string {
  try {
    if (statSync(path).size > 1_000_000) return '';
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const parsed = v.safeParse(sendersSchema, json, { abortEarly: true });
    if (parsed.success) return parsed.output;
    return v.getDotPath(parsed.issues[0]) ?? '[]';
  } catch {
    return '';
  }
}
