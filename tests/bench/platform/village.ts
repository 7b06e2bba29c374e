// A device of the bench: real keys, a chain of its own, and what it has to send signed
// and sealed before the clock runs. It lets nothing go that is not acknowledged.
import { createCipheriv, createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { PlatformContext } from '../../../src/platform/context.ts';
import type { Station } from '../../../src/platform/database/queries/stations.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';

/** An old-age allowance: its photographed paper. */
const PAPER = 'V14-M2';

type Photograph = { sha256: string; key: Buffer; iv: Buffer };
type Case = { envelope: Envelope; photographs: Photograph[] };
/**
 * What one request came to. `errors`: answers and connections that were none; `later`:
 * what the county asked to be sent again.
 */
export type Sent = { ms: number; errors: number; later: number };

let persons = 0;

export class Village {
  readonly device: TestDevice;
  readonly station: Station;
  readonly cases: Case[] = [];
  readonly acknowledged = new Set<string>();
  readonly uploaded = new Set<string>();
  readonly #underWay = new Set<string>();
  readonly #plain: Buffer;

  private constructor(device: TestDevice, station: Station, plain: Buffer) {
    this.device = device;
    this.station = station;
    this.#plain = plain;
  }

  /** `plain`: what every photograph is of; each is sealed under a key of its own. */
  static async enrolled(
    where: {
      context: PlatformContext;
      address: string;
      catalogueVersion: string;
    },
    station: Station,
    plain: Buffer,
  ): Promise<Village> {
    const device = await TestDevice.ready(where, station.code);
    return new Village(device, station, plain);
  }

  async prepare(cases: number, photographs: number): Promise<void> {
    for (let i = 0; i < cases; i += 1) {
      const taken = Array.from({ length: photographs }, () => this.#take());
      const pages = taken.map(({ sha256, key }) => ({
        sha256,
        key: key.toString('base64url'),
        bytes: this.#plain.length + 28,
        mediaType: 'image/jpeg' as const,
      }));
      const envelope = await this.device.make(
        this.device.submitOperation({
          answers: this.#answers(),
          papers:
            pages.length === 0 ? [] : [{ how: 'photo', paperId: PAPER, pages }],
        }),
        { id: uuidv7(), caseId: uuidv7() },
      );
      this.cases.push({ envelope, photographs: taken });
    }
  }

  #answers(): typeof ANSWERS {
    persons += 1;
    const { town9, townName, code, villageName } = this.station;
    return {
      ...ANSWERS,
      applicantName: nameOf(persons),
      applicantIdNo: idNumberOf(persons),
      applicantHukou: {
        town9,
        townName,
        village: code,
        villageName: villageName ?? '',
        group: 3,
        detail: '3组7号',
      },
    };
  }

  #take(): Photograph {
    const seed = createHash('sha256').update(uuidv7()).digest();
    const photograph = { sha256: '', key: seed, iv: seed.subarray(0, 12) };
    const content = this.#sealed(photograph);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { ...photograph, sha256 };
  }

  /** Made anew for each upload: thousands of them would fill this process. */
  #sealed({ key, iv }: Photograph): Uint8Array<ArrayBuffer> {
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const sealed = [iv, cipher.update(this.#plain), cipher.final()];
    return Uint8Array.from(Buffer.concat([...sealed, cipher.getAuthTag()]));
  }

  /** Sends the next batch and gives what came of it; undefined: nothing waits. */
  async push(size: number): Promise<Sent | undefined> {
    const batch = this.cases
      .filter(({ envelope }) => !this.acknowledged.has(envelope.id))
      .slice(0, size)
      .map(({ envelope }) => envelope);
    if (batch.length === 0) return undefined;
    const begun = performance.now();
    let errors = 0;
    let later = 0;
    try {
      const { status, body } = await this.device.push(...batch);
      if (status !== 200) throw new Error(`push: ${status}`);
      for (const { id, result } of body.results)
        if (result === 'applied' || result === 'duplicate')
          this.acknowledged.add(id);
        else if (result === 'later') later += 1;
        else throw new Error(result);
    } catch {
      errors += 1;
    }
    return { ms: performance.now() - begun, errors, later };
  }

  /** Sends one photograph that waits; undefined: none does. */
  async upload(): Promise<Sent | undefined> {
    const photograph = this.cases
      .flatMap(({ photographs }) => photographs)
      .find(
        ({ sha256 }) =>
          !this.uploaded.has(sha256) && !this.#underWay.has(sha256),
      );
    if (photograph === undefined) return undefined;
    const { sha256 } = photograph;
    this.#underWay.add(sha256);
    const begun = performance.now();
    const answer = await fetch(
      `${this.device.address}/api/v1/materials/${sha256}`,
      {
        method: 'POST',
        headers: { Authorization: `Bearer ${this.device.token}` },
        body: this.#sealed(photograph),
      },
    ).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    const isDone = answer?.status === 201;
    this.#underWay.delete(sha256);
    if (isDone) this.uploaded.add(sha256);
    return { ms: performance.now() - begun, errors: isDone ? 0 : 1, later: 0 };
  }
}

const FAMILY = Array.from('谭杨姚张李田向覃黄彭罗龙冉曾王刘陈周吴瞿');
const GIVEN = Array.from('示国大文秀玉光天明家福贵英兰华平军梅江菊');

function nameOf(n: number): string {
  const at = (of: string[], place: number) => of[place % of.length] ?? '';
  return at(FAMILY, n) + at(GIVEN, n / 20) + at(GIVEN, n / 400);
}

/** A number of the demo's region, which no office gives out, with its check (GB 11643). */
function idNumberOf(n: number): string {
  const day = new Date(Date.UTC(1930, 0, 1 + (n % 3000)));
  const date = day.toISOString().slice(0, 10).replaceAll('-', '');
  const body = `000000${date}${String(Math.floor(n / 3000) % 1000).padStart(3, '0')}`;
  const sum = Array.from(body).reduce(
    (total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11),
    0,
  );
  return body + ('10X98765432'[sum % 11] ?? '');
}
