// A device as the county sees it over weeks: it keeps what it made until the end,
// goes its rounds, and after a restore of the county does what devices do then.
import { createHash, randomBytes } from 'node:crypto';
import type { MaterialRef } from '../../src/domain/cases/papers.ts';
import type { FeedItem, FeedPage } from '../../src/protocol/feed.ts';
import type { Ack, OperationResult } from '../../src/protocol/operations.ts';
import type { Envelope } from '../../src/protocol/sealed-operation.ts';
import type { SessionAnswer } from '../../src/protocol/session.ts';
import type { Witness, WitnessAnswer } from '../../src/protocol/witnesses.ts';
import type { TestDevice } from './device-builder.ts';
import { sealMaterial } from './seal-material.ts';

type Row = { envelope: Envelope; result: OperationResult | null };
type Material = {
  sha256: string;
  content: Uint8Array<ArrayBuffer>;
  caseId: string;
  isSent: boolean;
};

const BATCH = 6;

export class FleetDevice {
  readonly device: TestDevice;
  readonly outbox: Row[] = [];
  readonly materials: Material[] = [];
  /** Ids that the county has ever confirmed as applied. */
  readonly acknowledged = new Set<string>();
  readonly epochs: string[] = [];
  #ack: Ack | null = null;
  #items: (FeedItem & { epoch: string })[] = [];
  #pos = 0;
  #lost: Witness[] = [];
  /** Handed in; a second restore may have lost them again. */
  #handedIn: Witness[] = [];

  constructor(device: TestDevice) {
    this.device = device;
  }

  get audience(): string {
    return `station:${this.device.stationCode}`;
  }

  /** Takes a case in, with photographs. */
  async submit(photographs = 1): Promise<Envelope & { caseId: string }> {
    const taken = Array.from({ length: photographs }, () => {
      const { content, key } = sealMaterial(randomBytes(3000));
      const sha256 = createHash('sha256').update(content).digest('hex');
      const ref: MaterialRef = {
        sha256,
        key,
        bytes: content.length,
        mediaType: 'image/jpeg',
      };
      return { content, sha256, ref };
    });
    const pages = taken.map(({ ref }) => ref);
    const envelope = await this.device.make(
      this.device.submitOperation(
        pages.length === 0
          ? {}
          : { papers: [{ how: 'photo', paperId: 'V14-M2', pages }] },
      ),
    );
    const caseId = envelope.caseId ?? '';
    this.outbox.push({ envelope, result: null });
    for (const { content, sha256 } of taken)
      this.materials.push({ sha256, content, caseId, isSent: false });
    return { ...envelope, caseId };
  }

  /** Withdraws a case again, behind what was done with it before. */
  async withdraw(before: Envelope): Promise<void> {
    const envelope = await this.device.make(
      {
        kind: 'withdraw',
        reason: 'x',
        signatures: [],
        madeAt: this.device.moment(),
      },
      { caseId: before.caseId, casePrev: before.id },
    );
    this.outbox.push({ envelope, result: null });
  }

  get isAtRest(): boolean {
    return (
      this.outbox.every(({ result }) => result !== null) &&
      this.materials.every(({ isSent }) => isSent) &&
      this.#lost.length === 0
    );
  }

  /** One round; throws wherever the county or the line fails. */
  async round(): Promise<void> {
    await this.#open();
    await this.#push();
    await this.#upload();
    await this.#pull();
    await this.#handIn();
  }

  async #open(): Promise<void> {
    const { epoch } = this.device;
    const have = {
      epoch,
      ack: this.#ack,
      cursors: this.#items
        .filter((item) => item.epoch === epoch && item.pos <= this.#pos)
        .slice(-40)
        .map(({ audience, pos, mac }) => ({ audience, pos, mac })),
      seq: this.device.seq,
      head: this.device.head,
    };
    let answer: SessionAnswer;
    try {
      answer = await this.device.open(have);
    } catch (error) {
      if (!String(error).includes('unauthorized')) throw error;
      // A county that does not know it any more is shown the ticket again.
      await this.device.enrol();
      answer = await this.device.open(have);
    }
    this.#ack = answer.ack ?? this.#ack;
    this.epochs.push(answer.epoch);
    if (epoch !== null && epoch !== answer.epoch)
      this.#reconcile(epoch, answer);
    this.#putBack(answer);
  }

  /** After a restore: from what both can prove, and all photographs are asked for. */
  #reconcile(before: string, { proven = [] }: SessionAnswer): void {
    const from = proven[0]?.pos ?? 0;
    this.#lost.push(...this.#handedIn);
    this.#handedIn = [];
    for (const { epoch, audience, pos, caseId, kind, body, mac } of this.#items)
      if (pos > from && kind === 'event' && epoch === before)
        this.#lost.push({ epoch, audience, pos, caseId, body, mac });
    this.#items = this.#items.filter(({ pos }) => pos <= from);
    this.#pos = from;
    for (const material of this.materials) material.isSent = false;
  }

  #putBack({ have, wanted = [] }: SessionAnswer): void {
    const isUnknown = (seq: number) =>
      have.missing.length === 0
        ? seq > have.seq
        : have.missing.some(([from, to]) => seq >= from && seq <= to);
    for (const row of this.outbox)
      if (isUnknown(row.envelope.seq)) row.result = null;
    for (const { sha256 } of wanted) this.#lack(sha256);
  }

  #lack(sha256: string): void {
    for (const material of this.materials)
      if (material.sha256 === sha256) material.isSent = false;
  }

  async #push(): Promise<void> {
    for (;;) {
      const rows = this.outbox
        .filter(({ result }) => result === null)
        .slice(0, BATCH);
      if (rows.length === 0) return;
      const { status, body } = await this.device.push(
        ...rows.map(({ envelope }) => envelope),
      );
      if (status !== 200) throw new Error(`push: ${status}`);
      this.#ack = body.ack;
      for (const [index, result] of body.results.entries()) {
        const row = rows[index];
        if (row === undefined || result.result === 'later') continue;
        row.result = result;
        if (result.result === 'applied' || result.result === 'duplicate')
          this.acknowledged.add(result.id);
      }
      for (const { sha256 } of body.wanted) this.#lack(sha256);
    }
  }

  async #upload(): Promise<void> {
    for (const material of this.materials) {
      if (material.isSent) continue;
      const { sha256, content } = material;
      const path = `${this.device.address}/api/v1/materials/${sha256}`;
      const headers = { Authorization: `Bearer ${this.device.token}` };
      const body = content;
      const whole = await fetch(path, { method: 'POST', headers, body });
      // Part of it is there: a line that broke, or a backup made in the middle of it.
      const { status } =
        whole.status === 409 ? await this.#goOn(material) : whole;
      if (status !== 201) throw new Error(`upload: ${status}`);
      material.isSent = true;
    }
  }

  async #goOn({ sha256, content }: Material): Promise<Response> {
    const path = `${this.device.address}/api/v1/materials/${sha256}/upload`;
    const headers = { Authorization: `Bearer ${this.device.token}` };
    const head = await fetch(path, { method: 'HEAD', headers });
    const offset = head.headers.get('Upload-Offset') ?? '';
    return await fetch(path, {
      method: 'PATCH',
      headers: {
        ...headers,
        'Upload-Complete': '?1',
        'Upload-Length': String(content.length),
        'Content-Type': 'application/partial-upload',
        'Upload-Offset': offset,
      },
      body: content.slice(Number(offset)),
    });
  }

  async #pull(): Promise<void> {
    for (;;) {
      const { status, body } = await this.device.get<FeedPage>(
        `/api/v1/feed?cursor=${this.audience}:${this.#pos}`,
      );
      if (status !== 200) throw new Error(`feed: ${status}`);
      const { epoch } = body;
      this.#items.push(...body.items.map((item) => ({ ...item, epoch })));
      this.#pos = body.next[0]?.pos ?? this.#pos;
      if (!body.more) return;
    }
  }

  async #handIn(): Promise<void> {
    const items = this.#lost.slice(0, 100);
    if (items.length === 0) return;
    const { status } = await this.device.post<WitnessAnswer>(
      '/api/v1/witnesses',
      { items },
    );
    if (status !== 200) throw new Error(`witnesses: ${status}`);
    this.#lost = this.#lost.slice(items.length);
    this.#handedIn.push(...items);
  }
}
