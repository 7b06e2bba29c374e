// The county's signed answer on a stick, as a test says it.
import { CompactSign } from 'jose';
import { findMeta } from '../../../src/device/database/meta.ts';
import type { OutboxRow } from '../../../src/device/database/tables.ts';
import type { OperationResult } from '../../../src/protocol/operations.ts';
import {
  STICK_REPLY_TYP,
  type StickReply,
} from '../../../src/protocol/stick-file.ts';
import {
  STICK_TYPES,
  writeRecord,
} from '../../../src/protocol/stick-records.ts';
import { digest } from '../../support/stick-builder.ts';
import type { Bench } from '../a-device.ts';

/** One of the records, with its frame. */
export type Say = StickReply extends infer Each
  ? Each extends StickReply
    ? Omit<Each, 'replyId' | 'deviceId' | 'record' | 'isLast'> &
        Partial<Pick<Each, 'deviceId'>>
    : never
  : never;

export async function replyOf(
  { county, device }: Bench,
  says: Say[],
  signer = county.ticketKey,
): Promise<Blob> {
  const { db } = device.store;
  const own = (await findMeta(db, 'device'))?.id ?? '';
  const parts: BlobPart[] = [];
  const replyId = crypto.randomUUID();
  for (const [i, said] of says.entries()) {
    const claims = {
      replyId,
      deviceId: own,
      record: i + 1,
      isLast: i === says.length - 1,
      ...said,
    };
    const jws = await new CompactSign(
      new TextEncoder().encode(JSON.stringify(claims)),
    )
      .setProtectedHeader({
        alg: 'ES256',
        typ: STICK_REPLY_TYP,
        kid: signer.kid,
      })
      .sign(signer.privateKey);
    const bytes = new TextEncoder().encode(jws);
    parts.push(
      ...(await writeRecord({ type: STICK_TYPES.reply, bytes }, digest)),
    );
  }
  return new Blob(parts);
}

export const AT = '2026-11-25T03:00:00.000Z';
export const contact = (
  epoch = 'epoch-1',
  serverTime = AT,
  more: Partial<Extract<StickReply, { kind: 'contact' }>> = {},
): Say => ({
  kind: 'contact',
  epoch,
  serverTime,
  authors: [],
  have: { seq: 0, missing: [] },
  ack: { seq: 0, head: null, mac: 'mac' },
  safeThrough: '2026-11-18T00:00:00.000Z',
  sealKid: 'kid',
  device: 'active',
  lease: null,
  control: [],
  ...more,
});
export const results = (
  list: OperationResult[],
  epoch = 'epoch-1',
  serverTime = AT,
): Say => ({ kind: 'results', epoch, serverTime, results: list });

export const rowOf = async (
  { device }: Bench,
  caseId: string,
): Promise<OutboxRow> => {
  const row = await device.store.db.outbox.where({ caseId }).first();
  if (row === undefined) throw new Error('row');
  return row;
};
