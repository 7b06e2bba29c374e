// One line of who saw or did what. Each line holds the hash of the one before, so that
// none can be altered, added or taken out between others without all that follow; the
// last one's hash is sealed by a key that is not in the database.
import { createHash } from 'node:crypto';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import { addAuditRow, lockAuditHead } from '../database/queries/audit.ts';
import { transact } from '../database/transaction.ts';
import { canonicalJson } from '../keys/canonical-json.ts';
import { makeMac } from '../keys/mac.ts';

/** What is written down. `refused`: the permission matrix did not let him. */
const AUDIT_ACTS = [
  'caseOpened',
  'materialOpened',
  'numbersOpened',
  'caseLookedAt',
  'heldSettled',
  'secondAsked',
  'secondApproved',
  'deviceSet',
  'clerkSet',
  'clerkRemoved',
  'ticketIssued',
  'clerkVouched',
  'clerkProposed',
  'proposalDecided',
  'noticeOpened',
  'personsSearched',
  'rowsExported',
  'refused',
  'manyOpened',
  'signedIn',
  'signInFailed',
  'provedAgain',
  'auditRead',
  'auditExported',
  'command',
  'restoreNoticed',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

/** Acts on accounts, devices and settings. */
export const SETTING_ACTS: readonly AuditAct[] = [
  'command',
  'restoreNoticed',
  'auditExported',
  'deviceSet',
  'clerkSet',
  'clerkRemoved',
  'ticketIssued',
  'clerkVouched',
  'clerkProposed',
  'proposalDecided',
];

export type AuditEntry = {
  /** Null: nobody who is known, or somebody at the county's own keyboard. */
  accountId: string | null;
  act: AuditAct;
  caseId: string | null;
  /** Ids, counts and keyed hashes; never a name or a number of a person. */
  detail: Record<string, string | number | boolean>;
};

type Context = Pick<PlatformContext, 'sql' | 'config' | 'keys' | 'clock'>;

/** Writes it down for good before the promise is kept. */
export async function appendAudit(
  context: Context,
  entry: AuditEntry,
): Promise<void> {
  await transact(context.sql, ({ tx }) => appendAuditIn(tx, context, entry));
}

/** The same in the transaction of what it tells of; the last thing there. */
export async function appendAuditIn(
  tx: Database,
  { config, keys, clock }: Omit<Context, 'sql'>,
  entry: AuditEntry,
): Promise<void> {
  const { county } = config;
  const head = await lockAuditHead(tx, county);
  const n = head.n + 1;
  const at = clock().toISOString();
  const text = canonicalJson({ n, at, ...entry });
  const hash = chainHash(head.hash, text);
  const { accountId, act, caseId } = entry;
  const mac = headMac(keys, { county, n, hash });
  const row = { n, at, accountId, act, caseId, entry: text, hash };
  await addAuditRow(tx, { county, ...row, mac });
}

/**
 * Hash of a line: SHA-256 over the hash before it, a line feed and the line; hex.
 */
export function chainHash(before: string, entry: string): string {
  return createHash('sha256').update(`${before}\n${entry}`).digest('hex');
}

/** Seals the end of the chain by a key outside the database. */
export function headMac(
  keys: PlatformContext['keys'],
  { county, n, hash }: { county: string; n: number; hash: string },
): string {
  return makeMac(keys, 'audit', [county, n, hash]);
}
