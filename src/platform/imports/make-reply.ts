// The county's answer to a stick: a file of signed records, made anew each time it
// is asked for, so that it says how things stand now. What is personal in it is
// sealed to the device's clerks.
import { CompactSign, GeneralEncrypt, importJWK } from 'jose';
import { uuidv7 } from 'uuidv7';
import type { Outcome } from '../../protocol/error-code.ts';
import type { FeedPage } from '../../protocol/feed.ts';
import { LIMITS } from '../../protocol/limits.ts';
import {
  SEAL_ALG,
  SEAL_ENC,
  SIGN_ALG,
} from '../../protocol/sealed-operation.ts';
import {
  REPLY_ROWS,
  STICK_REPLY_TYP,
  type StickReply,
} from '../../protocol/stick-file.ts';
import { STICK_TYPES, writeRecord } from '../../protocol/stick-records.ts';
import type { PlatformContext } from '../context.ts';
import { readAuthorKeys } from '../database/queries/author-keys.ts';
import { findDevice, type DeviceRow } from '../database/queries/devices.ts';
import {
  findHad,
  findImportAudience,
  readImportedMaterials,
  readImportedResults,
  type Had,
} from '../database/queries/imports.ts';
import { readFeed } from '../feed/read-feed.ts';
import { repeatResult } from '../intake/apply-operation.ts';
import { findReach, type Principal } from '../people/permissions.ts';
import { makeAck } from '../session/acknowledge.ts';
import { readSafeThrough } from '../session/safe-through.ts';
import { describeAccess } from '../session/device-access.ts';
import { readHave } from '../session/device-chain.ts';
import { readEpoch } from '../session/epoch.ts';
import { audiencesOf, ENROL_AGAIN } from '../session/open-session.ts';
import { digest } from './import-file.ts';

/** A page of notices before it is sealed; signed it is twice as long. */
const PAGE_BYTES = LIMITS.feedPageBytes / 4;

/** What a record says besides its frame. */
type Said = StickReply extends infer Each
  ? Each extends StickReply
    ? Omit<
        Each,
        'replyId' | 'deviceId' | 'record' | 'isLast' | 'serverTime' | 'epoch'
      >
    : never
  : never;

type Author = Awaited<ReturnType<typeof readAuthorKeys>>[number];

type Asked = {
  county: string;
  importId: string;
  device: DeviceRow;
  had: Had;
  epoch: string;
};

/**
 * The answer to one device of an import, piece by piece. `notFound`: no genuine
 * manifest of it was in the file.
 */
export async function makeReply(
  context: PlatformContext,
  principal: Principal,
  { importId, deviceId }: { importId: string; deviceId: string },
): Promise<Outcome<AsyncGenerator<Uint8Array>, 'forbidden' | 'notFound'>> {
  const { sql, config } = context;
  const { county } = config;
  const [own] = findReach(principal, 'importStick');
  if (own === undefined) return { ok: false, code: 'forbidden' };
  const audience = await findImportAudience(sql, { county, importId });
  if (audience === undefined || (own !== 'county' && own !== audience))
    return { ok: false, code: 'notFound' };
  const had = await findHad(sql, { county, importId, deviceId });
  const device = await findDevice(sql, { county, deviceId });
  if (had === undefined || device === undefined)
    return { ok: false, code: 'notFound' };
  const epoch = await readEpoch(sql, county);
  const asked = { county, importId, device, had, epoch };
  return { ok: true, value: writeReply(context, asked) };
}

async function* writeReply(
  context: PlatformContext,
  asked: Asked,
): AsyncGenerator<Uint8Array> {
  const { keys, clock } = context;
  const frame = {
    replyId: uuidv7(),
    deviceId: asked.device.deviceId,
    serverTime: clock().toISOString(),
    epoch: asked.epoch,
  };
  yield* await writeRecord(
    { type: STICK_TYPES.keySet, bytes: toUtf8(keys.keySet) },
    digest,
  );
  let record = 0;
  // One behind: the last one says that it is.
  let waiting: Said | undefined;
  for await (const said of sayAll(context, asked)) {
    if (waiting !== undefined) {
      record += 1;
      yield* await sign(context, {
        ...waiting,
        ...frame,
        record,
        isLast: false,
      });
    }
    waiting = said;
  }
  if (waiting === undefined) throw new Error('an answer has a first record');
  record += 1;
  yield* await sign(context, { ...waiting, ...frame, record, isLast: true });
}

async function sign(
  { keys }: PlatformContext,
  reply: StickReply,
): Promise<Uint8Array[]> {
  const { kid, privateKey } = keys.ticket;
  const jws = await new CompactSign(toUtf8(JSON.stringify(reply)))
    .setProtectedHeader({ alg: SIGN_ALG, typ: STICK_REPLY_TYP, kid })
    .sign(privateKey);
  return await writeRecord(
    { type: STICK_TYPES.reply, bytes: toUtf8(jws) },
    digest,
  );
}

async function* sayAll(
  context: PlatformContext,
  asked: Asked,
): AsyncGenerator<Said> {
  const { sql, keys, clock } = context;
  const { county, importId, device, epoch } = asked;
  const { deviceId } = device;
  const authors = await readAuthorKeys(sql, { county, deviceId });
  const access = await describeAccess(context, device, clock());
  yield {
    kind: 'contact',
    authors: authors.map(({ kid }) => kid),
    have: await readHave(context, device),
    ack: makeAck(keys, {
      epoch,
      deviceId,
      seq: device.ackSeq,
      head: device.ackHead,
    }),
    safeThrough: await readSafeThrough(context),
    sealKid: keys.intake[0].kid,
    device: device.state,
    lease: access.lease,
    control: [
      ...access.control,
      ...(device.chainState === 'forked' ? [ENROL_AGAIN] : []),
    ],
  };
  const page = { county, importId, deviceId, limit: REPLY_ROWS };
  for (let after: string | null = null; ;) {
    const decided = await readImportedResults(sql, { ...page, after });
    const last = decided[decided.length - 1];
    if (last === undefined) break;
    yield { kind: 'results', results: decided.map(repeatResult) };
    after = last.operationId;
  }
  for (let after = ''; ;) {
    const complete = await readImportedMaterials(sql, { ...page, after });
    const last = complete[complete.length - 1];
    if (last === undefined) break;
    const there = [];
    // A restore may bring back a row without its file: the device keeps it then.
    for (const sha256 of complete)
      if (await context.store.has(sha256)) there.push(sha256);
    yield { kind: 'materials', complete: there };
    after = last;
  }
  yield* sayNotices(context, asked, authors);
}

/** Nothing personal goes to a device that may not read on the network either. */
async function* sayNotices(
  context: PlatformContext,
  { device, had, epoch }: Asked,
  authors: readonly Author[],
): AsyncGenerator<Said> {
  const now = context.clock().getTime();
  const readers = authors.filter(
    ({ validUntil }) => validUntil === null || Date.parse(validUntil) > now,
  );
  if (device.state !== 'active' || readers.length === 0) return;
  const known = had.epoch === epoch ? had.cursors : [];
  let from = audiencesOf(device).map((audience) => ({
    audience,
    pos: known.find((cursor) => cursor.audience === audience)?.pos ?? 0,
  }));
  for (;;) {
    const page = await readFeed(context, {
      cursors: from,
      maxBytes: PAGE_BYTES,
      epoch,
    });
    if (!page.ok) {
      // Older than what is kept: all of it, as on the network, where snapshots stand
      // for what was let go. Else one that only another life can have given.
      if (from.every(({ pos }) => pos === 0)) return;
      from = from.map(({ audience }) => ({ audience, pos: 0 }));
      continue;
    }
    const { items, next, more } = page.value;
    if (items.length > 0)
      yield {
        kind: 'notices',
        from,
        next,
        jwe: await seal(page.value, readers),
      };
    if (!more || items.length === 0) return;
    from = next;
  }
}

async function seal(
  page: FeedPage,
  readers: readonly Author[],
): Promise<Record<string, unknown>> {
  const jwe = new GeneralEncrypt(
    toUtf8(JSON.stringify(page)),
  ).setProtectedHeader({ enc: SEAL_ENC, zip: 'DEF' });
  for (const { wrapJwk } of readers)
    jwe
      .addRecipient(await importJWK({ ...wrapJwk }, SEAL_ALG))
      .setUnprotectedHeader({ alg: SEAL_ALG });
  return { ...(await jwe.encrypt()) };
}

function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
