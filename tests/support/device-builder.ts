// A device with real keys: it enrols, opens sessions, signs, seals and sends over
// HTTP as a village's does. What it sends may be bent by the test.
import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  calculateJwkThumbprint,
  CompactEncrypt,
  CompactSign,
  decodeJwt,
  exportJWK,
  FlattenedSign,
  generateKeyPair,
  importJWK,
  type CryptoKey,
} from 'jose';
import { uuidv7 } from 'uuidv7';
import type { Answers } from '../../src/domain/cases/answers.ts';
import type {
  Operation,
  SubmitOperation,
} from '../../src/domain/cases/operation.ts';
import { makeReceiptNumber } from '../../src/domain/cases/receipt-number.ts';
import {
  ticketSchema,
  type EnrolmentRequest,
} from '../../src/protocol/enrolment.ts';
import {
  ENROLMENT_TYP,
  RECEIPT_TYP,
  SESSION_TYP,
  type PublicJwk,
} from '../../src/protocol/keys.ts';
import {
  EARLY_SCHEME,
  EARLY_TYP,
  earlyText,
} from '../../src/protocol/early-batch.ts';
import type {
  OperationAnswer,
  OperationBatch,
} from '../../src/protocol/operations.ts';
import type { Problem } from '../../src/protocol/problem.ts';
import type { ReceiptClaims } from '../../src/protocol/receipts.ts';
import {
  packSigned,
  SEAL_ALG,
  SEAL_ENC,
  SIGN_ALG,
  type Envelope,
  type Routing,
} from '../../src/protocol/sealed-operation.ts';
import type {
  SessionAnswer,
  SessionRequest,
} from '../../src/protocol/session.ts';
import * as v from 'valibot';
import { issueTicket } from '../../src/platform/enrolment/issue-ticket.ts';
import type { PlatformContext } from '../../src/platform/context.ts';

type KeyPair = { privateKey: CryptoKey; jwk: PublicJwk; kid: string };

export type Answered<Value> = { status: number; body: Value };

/** What to make an envelope of, beyond the operation itself. */
export type Wish = Partial<Routing> & {
  /** Bends the envelope after signing. */
  bend?: (envelope: Envelope) => Envelope;
  /** Signs with another key than the author's. */
  signWith?: CryptoKey;
  /** Of the signed header, instead of the author's. */
  kid?: string;
  /** Of the JWE's header. */
  sealKid?: string;
};

const utf8 = new TextEncoder();

const HUKOU = {
  town9: '422825201',
  village: '422825201237',
  group: 3,
  detail: '3组7号',
  townName: '长潭河侗族乡',
  villageName: '洗马坪村',
};
/** Of matter V14; the numbers are the demo's and belong to nobody. */
export const ANSWERS: Answers = {
  applicantName: '瞿示秀',
  applicantIdNo: '000000193405210027',
  applicantHukou: HUKOU,
  applicantPhone: '0718-0009001',
  ageBand: '90至99周岁',
  bankName: '湖北农商行（农村信用社）',
  bankAccount: '0000000000000000158',
  submitBy: '本人',
};

export class TestDevice {
  readonly id: string = uuidv7();
  seq = 0;
  head: string | null = null;
  token = '';
  epoch: string | null = null;
  life: string | undefined;
  nonce = '';
  /** Words that clerks have left it, said with each session. */
  left: string[] = [];
  #serial = 0;

  readonly address: string;
  readonly stationCode: string;
  readonly number: number;
  readonly ticket: string;
  readonly keys: { delivery: KeyPair; author: KeyPair; wrap: KeyPair };
  readonly seal: { kid: string; publicKey: CryptoKey };
  readonly catalogueVersion: string;

  private constructor(made: {
    address: string;
    stationCode: string;
    number: number;
    ticket: string;
    keys: TestDevice['keys'];
    seal: TestDevice['seal'];
    catalogueVersion: string;
  }) {
    this.address = made.address;
    this.stationCode = made.stationCode;
    this.number = made.number;
    this.ticket = made.ticket;
    this.keys = made.keys;
    this.seal = made.seal;
    this.catalogueVersion = made.catalogueVersion;
  }

  /** A device that has its ticket and its keys and has not enrolled yet. */
  static async unenrolled(
    {
      context,
      address,
      catalogueVersion,
    }: {
      context: PlatformContext;
      address: string;
      catalogueVersion: string;
    },
    stationCode: string,
    clerk = { id: 'demo-clerk', name: '杨示梅' },
    role: 'clerk' | 'head' = 'clerk',
  ): Promise<TestDevice> {
    const { ticket } = await issueTicket(context, { stationCode, clerk, role });
    const { deviceNumber } = v.parse(ticketSchema, decodeJwt(ticket));
    const { kid, publicJwk } = context.keys.intake[0];
    const publicKey = await importJWK({ ...publicJwk }, SEAL_ALG);
    if (publicKey instanceof Uint8Array) throw new Error('intake key');
    return new TestDevice({
      address,
      stationCode,
      number: deviceNumber,
      ticket,
      keys: {
        delivery: await makeKeys(SIGN_ALG),
        author: await makeKeys(SIGN_ALG),
        wrap: await makeKeys(SEAL_ALG),
      },
      seal: { kid, publicKey },
      catalogueVersion,
    });
  }

  /** The same device with the keys of a further clerk, not enrolled yet. */
  async withClerk(): Promise<TestDevice> {
    const keys = {
      delivery: this.keys.delivery,
      author: await makeKeys(SIGN_ALG),
      wrap: await makeKeys(SEAL_ALG),
    };
    const other = new TestDevice({
      address: this.address,
      stationCode: this.stationCode,
      number: this.number,
      ticket: this.ticket,
      keys,
      seal: this.seal,
      catalogueVersion: this.catalogueVersion,
    });
    Object.assign(other, { id: this.id });
    other.adopt(this);
    return other;
  }

  /** Goes on where the same device with another clerk stands now. */
  adopt(other: TestDevice): void {
    const { seq, head, token, epoch, nonce } = other;
    Object.assign(this, { seq, head, token, epoch, nonce });
    this.#serial = other.#serial;
  }

  /** Enrolled and with a session that may read. */
  static async ready(
    ...where: Parameters<typeof TestDevice.unenrolled>
  ): Promise<TestDevice> {
    const device = await TestDevice.unenrolled(...where);
    const { status } = await device.enrol();
    if (status !== 201) throw new Error(`enrolment: ${status}`);
    await device.open();
    return device;
  }

  async enrol(
    ticket = this.ticket,
  ): Promise<Answered<Partial<Problem> & { device?: { number: number } }>> {
    return await this.#send(
      'POST',
      '/api/v1/enrolments',
      await this.enrolmentRequest(ticket),
    );
  }

  async enrolmentRequest(ticket = this.ticket): Promise<EnrolmentRequest> {
    const { delivery, author, wrap } = this.keys;
    return {
      ticket,
      deviceId: this.id,
      deliveryKey: delivery.jwk,
      authorKey: author.jwk,
      wrapKey: wrap.jwk,
      proof: await sign(delivery, ENROLMENT_TYP, {
        jti: decodeJwt(ticket).jti,
        deviceId: this.id,
      }),
      escrow: 'sealed',
    };
  }

  /** Opens a session, asking for a nonce first if it has none. */
  async open(
    have: Partial<SessionRequest['have']> = {},
    { locked = false } = {},
  ): Promise<SessionAnswer> {
    let answer = await this.assertSession(this.nonce, have, { locked });
    // In a clock that stands still not every nonce is later than the last one.
    for (let i = 0; i < 50 && answer.body.code === 'nonceNeeded'; i += 1)
      answer = await this.assertSession(answer.body.nonce ?? '', have, {
        locked,
      });
    if (answer.status !== 200)
      throw new Error(`session: ${answer.status} ${answer.body.code ?? ''}`);
    const { token, nonce, epoch, life } = answer.body;
    Object.assign(this, { token, nonce, epoch, life });
    return answer.body;
  }

  /** One request for a session, with whatever nonce. */
  async assertSession(
    nonce: string,
    have: Partial<SessionRequest['have']> = {},
    { locked = false } = {},
  ): Promise<Answered<SessionAnswer & Partial<Problem>>> {
    const claims = { aud: 'intake', nonce };
    const { delivery, author } = this.keys;
    return await this.#send('POST', '/api/v1/session', {
      assertion: await sign(delivery, SESSION_TYP, { iss: this.id, ...claims }),
      authorAssertion: locked
        ? null
        : await sign(author, SESSION_TYP, { iss: author.kid, ...claims }),
      have: {
        epoch: this.epoch,
        ack: null,
        cursors: [],
        seq: this.seq,
        ...have,
      },
      ...(this.left.length === 0 ? {} : { left: this.left }),
    });
  }

  /** A submit of an old-age allowance, with the device's next number. */
  submitOperation(change: Partial<SubmitOperation> = {}): SubmitOperation {
    this.#serial += 1;
    const at = new Date().toISOString();
    const date = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
    return {
      kind: 'submit',
      number: makeReceiptNumber({
        region: this.stationCode,
        date,
        deviceNumber: this.number,
        serial: this.#serial,
      }),
      queryCode: 'A7KM3P',
      stationCode: this.stationCode,
      matterCode: 'V14',
      matterRevision: 1,
      catalogueVersion: this.catalogueVersion,
      origin: 'station',
      servingWays: ['counter'],
      answers: ANSWERS,
      papers: [],
      signatures: [],
      consents: [],
      madeAt: this.moment(at),
      replaces: null,
      ...change,
    };
  }

  moment(wallTime = new Date().toISOString()): Operation['madeAt'] {
    return {
      wallTime,
      monotonicMs: 1,
      bootId: randomUUID(),
      lastHeardAt: null,
    };
  }

  /** Signs and seals the next operation of this device's chain. */
  async make(operation: unknown, wish: Wish = {}): Promise<Envelope> {
    const kind = (operation as { kind: Operation['kind'] }).kind;
    const routing: Routing = {
      id: wish.id ?? uuidv7(),
      deviceId: wish.deviceId ?? this.id,
      seq: wish.seq ?? this.seq + 1,
      prev: wish.prev === undefined ? this.head : wish.prev,
      caseId: wish.caseId === undefined ? uuidv7() : wish.caseId,
      casePrev: wish.casePrev ?? null,
      seen: wish.seen ?? 0,
      schema: wish.schema ?? `${kind}@1`,
    };
    const signed = await new FlattenedSign(
      utf8.encode(JSON.stringify(operation)),
    )
      .setProtectedHeader({
        alg: SIGN_ALG,
        b64: false,
        crit: ['b64'],
        kid: wish.kid ?? this.keys.author.kid,
        ...routing,
      })
      .sign(wish.signWith ?? this.keys.author.privateKey);
    const packed = packSigned(
      signed.protected ?? '',
      signed.signature,
      utf8.encode(JSON.stringify(operation)),
    );
    const jwe = await new CompactEncrypt(packed)
      .setProtectedHeader({
        alg: SEAL_ALG,
        enc: SEAL_ENC,
        zip: 'DEF',
        kid: wish.sealKid ?? this.seal.kid,
      })
      .encrypt(this.seal.publicKey);
    const sha256 = createHash('sha256').update(packed).digest('hex');
    if (wish.seq === undefined) {
      this.seq = routing.seq;
      this.head = sha256;
    }
    const envelope: Envelope = { ...routing, sha256, jwe };
    return wish.bend === undefined ? envelope : wish.bend(envelope);
  }

  /** Sends envelopes as one gzipped batch. */
  async push(
    ...operations: Envelope[]
  ): Promise<Answered<OperationAnswer & Partial<Problem>>> {
    return await this.#send('POST', '/api/v1/operations', {
      batchId: uuidv7(),
      operations,
    });
  }

  /** A batch beside the question for a session; `proved` is the one proved. */
  async pushEarly(
    batch: OperationBatch,
    {
      by = this,
      proved = batch,
    }: { by?: TestDevice; proved?: OperationBatch } = {},
  ): Promise<Answered<OperationAnswer & Partial<Problem>>> {
    const digest = createHash('sha256').update(earlyText(proved)).digest('hex');
    const proof = await sign(by.keys.delivery, EARLY_TYP, {
      iss: this.id,
      aud: 'operations',
      batch: digest,
    });
    return await this.#send('POST', '/api/v1/operations', batch, {
      Authorization: `${EARLY_SCHEME} ${proof}`,
    });
  }

  async get<Value>(path: string): Promise<Answered<Value>> {
    return await this.#send('GET', path);
  }

  async post<Value>(path: string, body: unknown): Promise<Answered<Value>> {
    return await this.#send('POST', path, body);
  }

  /** A receipt's JWS, as the QR code carries it. */
  async receipt(
    envelope: Envelope,
    operation: SubmitOperation,
  ): Promise<string> {
    const claims: ReceiptClaims = {
      number: operation.number,
      operationId: envelope.id,
      matterCode: operation.matterCode,
      intake: { from: null, device: operation.madeAt.wallTime },
      payloadSha256: createHash('sha256')
        .update(JSON.stringify(operation))
        .digest('hex'),
      deviceId: this.id,
      seq: envelope.seq,
      head: envelope.prev,
    };
    return await sign(this.keys.author, RECEIPT_TYP, claims);
  }

  async #send<Value>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered<Value>> {
    const response = await fetch(this.address + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...headers,
        ...(body === undefined
          ? {}
          : { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }),
      },
      ...(body === undefined
        ? {}
        : { body: new Uint8Array(gzipSync(JSON.stringify(body))) }),
    });
    return { status: response.status, body: (await response.json()) as Value };
  }
}

export async function makeKeys(alg: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, {
    crv: 'P-256',
    extractable: true,
  });
  const { x = '', y = '' } = await exportJWK(publicKey);
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y };
  return { privateKey, jwk, kid: await calculateJwkThumbprint(jwk) };
}

export async function sign(
  { privateKey, kid }: KeyPair,
  typ: string,
  claims: unknown,
): Promise<string> {
  return await new CompactSign(utf8.encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: SIGN_ALG, typ, kid })
    .sign(privateKey);
}
