// A county in memory: a fake behind the `fetch` port, for tests of the device
// alone. It speaks the wire's shapes, opens and verifies what it is sent, and can
// be told to fail. The real platform is tried in the journeys.
import {
  calculateJwkThumbprint,
  CompactEncrypt,
  compactDecrypt,
  CompactSign,
  compactVerify,
  decodeProtectedHeader,
  exportJWK,
  flattenedVerify,
  importJWK,
} from 'jose';
import * as v from 'valibot';
import calendarText from '../../src/domain/catalogue/data/calendar.json?raw';
import mattersText from '../../src/domain/catalogue/data/matters.json?raw';
import type { Catalogue } from '../../src/domain/catalogue/catalogue-schema.ts';
import type { CaseEvent, EventBody } from '../../src/domain/cases/event.ts';
import {
  operationSchema,
  type Operation,
} from '../../src/domain/cases/operation.ts';
import {
  enrolmentRequestSchema,
  vaultEscrowSchema,
  type VaultEscrow,
  type EnrolmentRequest,
  type Ticket,
} from '../../src/protocol/enrolment.ts';
import type { ControlItem } from '../../src/protocol/control.ts';
import type { FeedItem } from '../../src/protocol/feed.ts';
import { publicJwkSchema, type PublicJwk } from '../../src/protocol/keys.ts';
import {
  operationBatchSchema,
  type OperationAnswer,
  type OperationResult,
} from '../../src/protocol/operations.ts';
import { EARLY } from '../../src/protocol/early-batch.ts';
import { LEAN } from '../../src/protocol/lean-form.ts';
import { uploadName } from '../../src/protocol/materials.ts';
import {
  BundleReader,
  BUNDLES,
  type BundleAnswer,
} from '../../src/protocol/material-bundle.ts';
import {
  unpackSigned,
  type Envelope,
} from '../../src/protocol/sealed-operation.ts';
import {
  sessionRequestSchema,
  type SessionAnswer,
  type SessionRequest,
} from '../../src/protocol/session.ts';
import { sha256Hex } from '../../src/device/bytes.ts';
import { openSealed } from '../support/open-sealed.ts';
import {
  unreadableOperationSchema,
  type UnreadableOperation,
} from '../../src/protocol/unreadable.ts';
import {
  witnessRequestSchema,
  type Witness,
  type WitnessAnswer,
} from '../../src/protocol/witnesses.ts';

import { load, type SavedCounty } from '../support/store-fixture.ts';

export const STATION = '422825102205';
export const AUDIENCE = `station:${STATION}`;

export type Opened = { envelope: Envelope; operation: Operation };

const KEYS = ['root', 'ticketKey', 'intake', 'recovery'] as const;

type MadeKey = { kid: string; jwk: PublicJwk; privateKey: CryptoKey };

export class FakeCounty {
  /** Asked before anything else; an answer of its own, or a throw, is a fault. */
  fault: ((request: Request) => Promise<Response | undefined>) | undefined;
  /** What became of an operation, by default `applied`. */
  judge: (opened: Opened) => OperationResult = ({ envelope }) => ({
    id: envelope.id,
    result: 'applied',
  });
  readonly requests: string[] = [];
  readonly batchSizes: number[] = [];
  readonly enrolments: EnrolmentRequest[] = [];
  readonly escrows: VaultEscrow[] = [];
  /** What each session brought of the device's own state. */
  readonly brought: SessionRequest['have'][] = [];
  /** What the next sessions say otherwise. */
  session: Partial<SessionAnswer> = {};
  readonly operations = new Map<string, Opened>();
  /** Of those that it holds its answer, which it repeats. */
  readonly held = new Map<string, OperationResult>();
  /** What the feed was asked from, in order. */
  readonly cursorsAsked: string[] = [];
  /** Proves positions whose items it still has, as a restored county does. */
  prove = false;
  /** Events that a restored county was offered. */
  readonly witnesses: Witness[] = [];
  /** Places of what it refused and knows all the same. */
  readonly refusedSeqs = new Set<number>();
  /** What devices said of themselves with each session. */
  readonly sessions: SessionRequest['have'][] = [];
  /** Of operations that lie in the tray and were never stored. */
  readonly copies: UnreadableOperation[] = [];
  readonly uploads = new Map<string, Uint8Array>();
  readonly #lengths = new Map<string, number>();
  /** Cited materials that it says it lacks. */
  wanted: OperationAnswer['wanted'] = [];
  readonly feed: FeedItem[] = [];
  catalogueVersion = 'test-1';
  /** What it has published: how each version differs from the bundled one. */
  readonly catalogues = new Map<string, (catalogue: Catalogue) => void>([
    ['test-1', () => undefined],
  ]);
  epoch = 'epoch-1';
  nowMs = Date.parse('2026-11-25T02:00:00.000Z');
  /** What a finished backup is known to hold. */
  safeThrough = '2026-11-18T00:00:00.000Z';
  #nonce = 0;
  #said = 0;

  readonly root: MadeKey;
  readonly ticketKey: MadeKey;
  /** False: a county of release 0.1.0. */
  opensLean = true;
  /** True: it takes small materials together. */
  opensBundles = false;
  /** True: it takes a batch beside the question for a session. */
  takesEarly = false;
  readonly intake: MadeKey;
  readonly recovery: MadeKey;

  private constructor(keys: Record<(typeof KEYS)[number], MadeKey>) {
    this.root = keys.root;
    this.ticketKey = keys.ticketKey;
    this.intake = keys.intake;
    this.recovery = keys.recovery;
  }

  static async open(): Promise<FakeCounty> {
    return new FakeCounty({
      root: await makeKey('ECDSA'),
      ticketKey: await makeKey('ECDSA'),
      intake: await makeKey('ECDH'),
      recovery: await makeKey('ECDH'),
    });
  }

  /** As it was when a fixture of a release was made. */
  static async restore(saved: SavedCounty): Promise<FakeCounty> {
    const key = async (name: (typeof KEYS)[number]): Promise<MadeKey> => {
      const { kid, jwk } = saved.keys[name] ?? {};
      if (kid === undefined || jwk === undefined) throw new Error(name);
      const use = name === 'root' || name === 'ticketKey';
      return {
        kid,
        jwk: v.parse(publicJwkSchema, jwk),
        privateKey: await crypto.subtle.importKey(
          'jwk',
          jwk,
          { name: use ? 'ECDSA' : 'ECDH', namedCurve: 'P-256' },
          false,
          use ? ['sign'] : ['deriveBits'],
        ),
      };
    };
    const county = new FakeCounty({
      root: await key('root'),
      ticketKey: await key('ticketKey'),
      intake: await key('intake'),
      recovery: await key('recovery'),
    });
    county.enrolments.push(...saved.enrolments);
    county.feed.push(...saved.feed);
    county.epoch = saved.epoch;
    county.nowMs = saved.nowMs;
    for (const envelope of saved.operations as Envelope[])
      county.operations.set(envelope.id, {
        envelope,
        operation: await county.open(envelope),
      });
    const uploads = (await load(saved.uploads)) as Record<string, Uint8Array>;
    for (const [sha256, bytes] of Object.entries(uploads)) {
      county.uploads.set(sha256, bytes);
      county.#lengths.set(sha256, bytes.length);
    }
    return county;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    this.requests.push(`${request.method} ${pathname}`);
    const wrong = await this.fault?.(request.clone());
    if (wrong !== undefined) return wrong;
    return this.#answer(request, pathname);
  };

  async ticket(changes: Partial<Ticket> = {}): Promise<string> {
    const seconds = Math.floor(this.nowMs / 1000);
    const ticket: Ticket = {
      jti: crypto.randomUUID(),
      county: '422825',
      station: {
        code: STATION,
        kind: 'village',
        name: '水井坳村便民服务站',
        villageName: '水井坳村',
        town9: '422825102',
        townName: '椒园镇',
        phone: null,
      },
      deviceNumber: 2,
      clerk: { id: 'clerk-1', name: '田代办员' },
      role: 'clerk',
      policy: 'pin',
      rootThumbprint: this.root.kid,
      intakeKid: this.intake.kid,
      demo: true,
      iat: seconds,
      exp: seconds + 14 * 86_400,
      ...changes,
    };
    return sign(this.ticketKey, 'ticket+jwt', ticket);
  }

  /** Records an event of a case into the station's feed. */
  say(caseId: string, body: EventBody): CaseEvent {
    const n = 1 + this.feed.filter((item) => item.caseId === caseId).length;
    const event: CaseEvent = {
      caseId,
      n,
      at: new Date(this.nowMs).toISOString(),
      by: { kind: 'staff', id: 'reviewer-1', name: '覃审核' },
      body,
    };
    this.feed.push({
      kind: 'event',
      audience: AUDIENCE,
      pos: this.feed.length + 1,
      caseId,
      body: event,
      mac: this.#mac(),
    });
    return event;
  }

  /** Of each item that was ever said another. */
  #mac(): string {
    this.#said += 1;
    return `mac-${this.#said}`;
  }

  /** All of a case's events so far, for an audience that joins late. */
  snapshot(caseId: string, events: CaseEvent[]): void {
    this.#append({ kind: 'snapshot', caseId, body: { events } });
  }

  /** The case is another station's from now on. */
  leave(caseId: string): void {
    this.#append({ kind: 'left', caseId, body: {} });
  }

  /** Asks something of the device by the station's feed. */
  ask(item: ControlItem): void {
    this.#append({ kind: 'control', caseId: null, body: item });
  }

  #append(item: Pick<FeedItem, 'kind' | 'caseId' | 'body'>): void {
    this.feed.push({
      ...item,
      audience: AUDIENCE,
      pos: this.feed.length + 1,
      mac: this.#mac(),
    } as FeedItem);
  }

  async #answer(request: Request, path: string): Promise<Response> {
    switch (`${request.method} ${path}`) {
      case 'GET /api/v1/keys':
        return new Response(await this.#keySet());
      case 'GET /api/v1/catalogue/current':
        return new Response(await this.#catalogue(this.catalogueVersion));
      case 'POST /api/v1/enrolments':
        return this.#enrol(await readJson(request));
      case 'POST /api/v1/session':
        return this.#session(await readJson(request));
      case 'POST /api/v1/operations':
        return this.#operations(await readJson(request));
      case 'POST /api/v1/operations/unreadable':
        return this.#unreadable(await readJson(request));
      case 'POST /api/v1/vault-escrows': {
        const escrow = v.parse(vaultEscrowSchema, await readJson(request));
        this.escrows.push(escrow);
        return json(200, {
          vaultId: escrow.vaultId,
          serverTime: new Date(this.nowMs).toISOString(),
        });
      }
      case 'POST /api/v1/witnesses':
        return this.#witness(await readJson(request));
      case 'POST /api/v1/materials/bundle':
        return this.#bundle(new Uint8Array(await request.arrayBuffer()));
      case 'GET /api/v1/feed':
        return this.#feedPage(new URL(request.url));
      default:
        if (path.startsWith('/api/v1/catalogue/')) return this.#pinned(path);
        return path.startsWith('/api/v1/materials/')
          ? this.#material(request, path)
          : problem(404, 'notFound');
    }
  }

  async #keySet(): Promise<string> {
    const { kid, jwk } = this.intake;
    return sign(this.root, 'keyset+jwt', {
      county: '422825',
      intake: [{ kid, jwk }],
      ticket: [{ kid: this.ticketKey.kid, jwk: this.ticketKey.jwk }],
      recovery: { kid: this.recovery.kid, jwk: this.recovery.jwk },
      serial: 1,
      issuedAt: '2026-11-25T00:00:00.000Z',
    });
  }

  async #pinned(path: string): Promise<Response> {
    const version = decodeURIComponent(path.split('/').at(-1) ?? '');
    return this.catalogues.has(version)
      ? new Response(await this.#catalogue(version))
      : problem(404, 'notFound');
  }

  async #catalogue(version: string): Promise<string> {
    const catalogue = JSON.parse(mattersText) as Catalogue;
    this.catalogues.get(version)?.(catalogue);
    return sign(this.root, 'catalogue+jwt', {
      version,
      demo: true,
      catalogue,
      calendar: JSON.parse(calendarText) as unknown,
    });
  }

  #enrol(body: unknown): Response {
    const request = v.parse(enrolmentRequestSchema, body);
    const first = this.enrolments[0];
    if (first !== undefined && first.deviceId !== request.deviceId)
      return problem(409, 'ticketUsed');
    this.enrolments.push(request);
    return json(201, {
      device: { id: request.deviceId, number: 2, stationCode: STATION },
      serverTime: new Date(this.nowMs).toISOString(),
    });
  }

  async #session(body: unknown): Promise<Response> {
    const request = v.parse(sessionRequestSchema, body);
    const { assertion, authorAssertion, have } = request;
    this.sessions.push(have);
    const device = this.enrolments[0];
    if (device === undefined) return problem(401, 'unauthorized');
    const key = await importJWK({ ...device.deliveryKey }, 'ES256');
    const { payload } = await compactVerify(assertion, key);
    const claims = JSON.parse(new TextDecoder().decode(payload)) as {
      nonce: string;
    };
    if (claims.nonce !== this.#nonceText())
      return problem(401, 'nonceNeeded', { nonce: this.#nonceText() });
    this.#nonce += 1;
    this.brought.push(have);
    const answer: SessionAnswer = {
      token: 'token',
      tokenExpiresAt: '2099-01-01T00:00:00.000Z',
      scope: authorAssertion === null ? ['deliver'] : ['deliver', 'read'],
      nonce: this.#nonceText(),
      serverTime: new Date(this.nowMs).toISOString(),
      epoch: this.epoch,
      have: this.#have(have.seq),
      safeThrough: this.safeThrough,
      lease: null,
      protocol: { min: 1, max: 1 },
      limits: { batchBytes: 262_144, batchOperations: 200 },
      sealKid: this.intake.kid,
      ...(this.opensLean
        ? {
            opens: {
              lean: LEAN,
              ...(this.opensBundles ? { bundles: BUNDLES } : {}),
              ...(this.takesEarly ? { early: EARLY } : {}),
            },
          }
        : {}),
      catalogueVersion: this.catalogueVersion,
      audiences: [AUDIENCE],
      control: [],
      ...(this.prove ? { proven: this.#proven(have) } : {}),
      ...this.session,
    };
    return json(200, answer);
  }

  #proven({ cursors }: SessionRequest['have']): SessionAnswer['proven'] {
    const there = cursors
      .filter(({ pos, mac }) => this.feed[pos - 1]?.mac === mac)
      .sort((a, b) => b.pos - a.pos);
    return there.slice(0, 1).map(({ audience, pos }) => ({ audience, pos }));
  }

  /** As the platform has it: gaps below the highest place seen or said. */
  #have(said: number): SessionAnswer['have'] {
    const known = new Set([
      ...[...this.operations.values()].map(({ envelope }) => envelope.seq),
      ...this.copies.map(({ seq }) => seq),
      ...this.refusedSeqs,
    ]);
    let seq = 0;
    while (known.has(seq + 1)) seq += 1;
    const missing: [number, number][] = [];
    for (let at = seq + 1; at <= Math.max(said, ...known); at += 1) {
      const last = missing[missing.length - 1];
      if (known.has(at)) continue;
      if (last?.[1] === at - 1) last[1] = at;
      else missing.push([at, at]);
    }
    return { seq, missing };
  }

  #nonceText(): string {
    return `nonce-${this.#nonce}`;
  }

  #highestSeq(): number {
    return Math.max(
      0,
      ...[...this.operations.values()].map(({ envelope }) => envelope.seq),
    );
  }

  async #operations(body: unknown): Promise<Response> {
    const { batchId, operations } = v.parse(operationBatchSchema, body);
    this.batchSizes.push(operations.length);
    const results: OperationResult[] = [];
    for (const envelope of operations) {
      if (this.operations.has(envelope.id)) {
        results.push(this.#repeat(envelope.id));
        continue;
      }
      const opened = { envelope, operation: await this.open(envelope) };
      const result = this.judge(opened);
      if (result.result === 'held') this.held.set(envelope.id, result);
      if (result.result === 'refused') this.refusedSeqs.add(envelope.seq);
      else if (result.result !== 'later')
        this.operations.set(envelope.id, opened);
      results.push(result);
    }
    const answer: OperationAnswer = {
      batchId,
      results,
      wanted: this.wanted,
      ack: { seq: this.#highestSeq(), head: null, mac: 'mac' },
      serverTime: new Date(this.nowMs).toISOString(),
      epoch: this.epoch,
      safeThrough: this.safeThrough,
    };
    return json(200, answer);
  }

  #repeat(id: string): OperationResult {
    return this.held.get(id) ?? { id, result: 'duplicate' };
  }

  #unreadable(body: unknown): Response {
    const copy = v.parse(unreadableOperationSchema, body);
    this.copies.push(copy);
    const known = this.operations.get(copy.id);
    return json(200, {
      id: copy.id,
      ...(known !== undefined && { result: this.#repeat(copy.id) }),
      serverTime: new Date(this.nowMs).toISOString(),
    });
  }

  #witness(body: unknown): Response {
    const { items } = v.parse(witnessRequestSchema, body);
    this.witnesses.push(...items);
    return json(200, {
      results: items.map(({ audience, pos }) => ({
        audience,
        pos,
        result: 'kept',
      })),
      serverTime: new Date(this.nowMs).toISOString(),
    } satisfies WitnessAnswer);
  }

  /** Opens, verifies and reads one envelope; throws when anything is wrong. */
  async open(envelope: Envelope): Promise<Operation> {
    const signed = unpackSigned(
      await openSealed(envelope, this.intake.privateKey),
    );
    if (signed === undefined) throw new Error('shape');
    const { kid } = decodeProtectedHeader(`${signed.protected}..`);
    const author = await this.#authorOf(kid);
    if (author === undefined) throw new Error('an author not enrolled');
    const { protectedHeader } = await flattenedVerify(
      signed,
      await importJWK({ ...author }, 'ES256'),
      { crit: { b64: true } },
    );
    if (protectedHeader?.['id'] !== envelope.id) throw new Error('header');
    const text = new TextDecoder().decode(signed.payload);
    return v.parse(operationSchema, JSON.parse(text));
  }

  async #authorOf(kid: string | undefined): Promise<PublicJwk | undefined> {
    for (const { authorKey } of this.enrolments)
      if ((await calculateJwkThumbprint(authorKey)) === kid) return authorKey;
    return undefined;
  }

  /** A lease of `days` from now, as the county signs it. */
  async lease(deviceId: string, days = 45): Promise<string> {
    const iat = Math.floor(this.nowMs / 1000);
    return sign(this.ticketKey, 'lease+jwt', {
      sub: deviceId,
      iat,
      exp: iat + days * 86_400,
    });
  }

  /** The vault key of an escrow, sealed to another key, as custodians would. */
  async recover(escrow: string, to: PublicJwk): Promise<string> {
    const { plaintext } = await compactDecrypt(
      escrow,
      this.recovery.privateKey,
    );
    return new CompactEncrypt(plaintext)
      .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })
      .encrypt(await importJWK({ ...to }, 'ECDH-ES+A256KW'));
  }

  #feedPage(url: URL): Response {
    const cursor = url.searchParams.get('cursor') ?? '';
    this.cursorsAsked.push(cursor);
    const after = Number(cursor.split(':').at(-1));
    const items = this.feed.filter(({ pos }) => pos > after).slice(0, 2);
    const pos = items.at(-1)?.pos ?? after;
    return json(200, {
      items,
      next: [{ audience: AUDIENCE, pos }],
      more: pos < this.feed.length,
      epoch: this.epoch,
      serverTime: new Date(this.nowMs).toISOString(),
    });
  }

  /** Keeps what is whole in the first bytes of a bundle. */
  async takeBundled(body: Uint8Array): Promise<BundleAnswer['lacking']> {
    const materials = new BundleReader().read(body);
    if (materials === undefined) throw new Error('more than a bundle');
    const lacking: BundleAnswer['lacking'] = [];
    for (const [at, { sha256, bytes }] of materials.entries()) {
      const isHere =
        this.uploads.has(sha256) &&
        this.uploads.get(sha256)?.length === this.#lengths.get(sha256);
      if (bytes === undefined) {
        if (!isHere) lacking.push({ at, code: 'notFound' });
      } else if ((await sha256Hex(bytes)) !== sha256) {
        lacking.push({ at, code: 'digestMismatch' });
      } else {
        this.uploads.set(sha256, bytes);
        this.#lengths.set(sha256, bytes.length);
      }
    }
    return lacking;
  }

  async #bundle(body: Uint8Array<ArrayBuffer>): Promise<Response> {
    const lacking = await this.takeBundled(body);
    const answer: BundleAnswer = { sha256: await sha256Hex(body), lacking };
    return json(200, answer);
  }

  async #material(request: Request, path: string): Promise<Response> {
    const sha256 = /materials\/([0-9a-f]{64})/.exec(path)?.[1] ?? '';
    const held = this.uploads.get(sha256) ?? new Uint8Array(0);
    if (request.method === 'HEAD')
      return held.length === 0
        ? new Response(null, { status: 404 })
        : new Response(null, {
            status: 204,
            headers: { 'upload-offset': String(held.length) },
          });
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (request.method === 'POST') {
      this.uploads.set(sha256, bytes);
      this.#lengths.set(sha256, Number(request.headers.get('upload-length')));
      return this.#received(sha256, bytes.length);
    }
    if (Number(request.headers.get('upload-offset')) !== held.length)
      return problem(409, 'mismatchingUploadOffset', { offset: held.length });
    const whole = new Uint8Array(held.length + bytes.length);
    whole.set(held);
    whole.set(bytes, held.length);
    this.uploads.set(sha256, whole);
    return this.#received(sha256, whole.length);
  }

  #received(sha256: string, offset: number): Response {
    const isWhole = offset >= (this.#lengths.get(sha256) ?? 0);
    return new Response(null, {
      status: isWhole ? 201 : 204,
      headers: {
        'upload-offset': String(offset),
        ...(isWhole ? { 'upload-of': uploadName(sha256) } : {}),
      },
    });
  }
}

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

export function problem(
  status: number,
  code: string,
  more: Record<string, unknown> = {},
): Response {
  return new Response(
    JSON.stringify({ type: 'about:blank', title: code, status, code, ...more }),
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}

/** What a hotel's Wi-Fi answers to everything. */
export function portalPage(): Response {
  return new Response('<html>please sign in</html>', {
    headers: { 'content-type': 'text/html' },
  });
}

export async function readJson(request: Request): Promise<unknown> {
  if (request.headers.get('content-encoding') !== 'gzip') return request.json();
  const blob = await request.blob();
  const plain = blob.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(plain).json();
}

async function makeKey(kind: 'ECDSA' | 'ECDH'): Promise<MadeKey> {
  const pair = await crypto.subtle.generateKey(
    { name: kind, namedCurve: 'P-256' },
    true,
    kind === 'ECDSA' ? ['sign', 'verify'] : ['deriveBits'],
  );
  const jwk = v.parse(publicJwkSchema, await exportJWK(pair.publicKey));
  return {
    kid: await calculateJwkThumbprint(jwk),
    jwk,
    privateKey: pair.privateKey,
  };
}

async function sign(
  { jwk, kid, privateKey }: MadeKey,
  typ: string,
  claims: unknown,
): Promise<string> {
  const header =
    typ === 'ticket+jwt' || typ === 'lease+jwt'
      ? { alg: 'ES256', typ, kid }
      : { alg: 'ES256', typ, jwk };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader(header)
    .sign(privateKey);
}
