// An export from plan to confirmation. The plan lives in the worker's memory: a
// worker that starts anew makes another, and no harm is done by files that repeat
// each other.
import type { Outcome } from '../../protocol/error-code.ts';
import { MOST_PARTS } from '../../protocol/stick-file.ts';
import { pendingOperations } from '../database/pending.ts';
import { read, write } from '../database/write.ts';
import type { StickPlan } from '../device-api.ts';
import {
  findDeviceId,
  getDeviceId,
  nowIso,
  type DeviceContext,
} from '../device-context.ts';
import { appendJournal } from '../journal/append-journal.ts';
import { ACT_STORES, recordAct } from '../journal/record-act.ts';
import { done, failed } from '../outcome.ts';
import { forgetExported } from '../outbox/not-exported.ts';
import { getTicket } from '../vault/enrolled.ts';
import { planExport, type ExportPlan } from './plan-export.ts';
import { writePart } from './write-part.ts';

type Present = {
  plan: ExportPlan;
  /** The device that it was then. */
  own: string;
  fileId: string;
  isWrittenDown: boolean;
};

export class Exports {
  readonly #context: DeviceContext;
  #present: Present | undefined;

  constructor(context: DeviceContext) {
    this.#context = context;
  }

  async plan(choice: {
    photographs: boolean;
    partBytes: number | null;
  }): Promise<Outcome<StickPlan>> {
    const { store, ports } = this.#context;
    const own = await findDeviceId(store);
    if (own === undefined) return failed('notEnrolled');
    // Acts that wait for a round may wait for ever where there is no network.
    await appendJournal(this.#context);
    const plan = await planExport(store, choice);
    const { parts, photographs, operations } = plan;
    if (operations === 0 && photographs.count === 0)
      return failed('nothingToExport');
    if (parts.length > MOST_PARTS) return failed('fileTooLarge');
    await ports.files.clear();
    const fileId = ports.newId();
    this.#present = { plan, own, fileId, isWrittenDown: false };
    return done({
      planId: fileId,
      cases: plan.cases,
      operations,
      textBytes: plan.textBytes,
      photographs,
      parts: parts.map(({ bytes, materials }, i) => ({
        part: i + 1,
        bytes,
        materials: materials.length,
      })),
    });
  }

  async write(
    planId: string,
    part: number,
    onBytes: (bytes: number) => void,
  ): Promise<Outcome<Blob>> {
    const found = await this.#find(planId);
    if (!found.ok) return found;
    const present = found.value;
    const planned = present.plan.parts[part - 1];
    if (planned === undefined) return failed('nothingToExport');
    if (!present.isWrittenDown) {
      present.isWrittenDown = true;
      await this.#writeDown(present.plan);
    }
    const { station } = await getTicket(this.#context.store);
    const file = await writePart(this.#context, {
      planned,
      stationCode: station.code,
      fileId: present.fileId,
      part,
      parts: present.plan.parts.length,
      onBytes,
    });
    return done(file);
  }

  /** Tags what went, so that the lists say so. It waits on all the same. */
  async confirm(planId: string): Promise<Outcome<null>> {
    const found = await this.#find(planId);
    if (!found.ok) return found;
    const { store } = this.#context;
    const exportedAt = nowIso(this.#context);
    for (const { batches } of found.value.plan.parts)
      for (const { seqs } of batches)
        await write(store, ['outbox'], () =>
          store.db.outbox.where('seq').anyOf(seqs).modify({ exportedAt }),
        );
    forgetExported(store.db);
    store.changes.announce(['outbox']);
    return done(null);
  }

  /**
   * Where the store was taken away meanwhile and the browser enrolled again, the
   * plan's places are those of other operations.
   */
  async #find(planId: string): Promise<Outcome<Present>> {
    const own = await findDeviceId(this.#context.store);
    if (own === undefined) return failed('notEnrolled');
    const present = this.#present;
    return present?.fileId === planId && present.own === own
      ? done(present)
      : failed('nothingToExport');
  }

  /**
   * That sealed work leaves the device is an act of the journal. While unlocked it
   * goes with the very file, so that an answer to the file can empty the outbox.
   */
  async #writeDown({ parts }: ExportPlan): Promise<void> {
    const { store, vault, age } = this.#context;
    // Code that may only deliver has no journal.
    if (age.isTooNew) return;
    await write(store, ACT_STORES, () =>
      recordAct(store.db, {
        act: 'exported',
        caseId: null,
        at: nowIso(this.#context),
        clerkId: vault.unlocked?.clerk.id ?? null,
      }),
    );
    await appendJournal(this.#context);
    const planned = new Set(
      parts.flatMap(({ batches }) => batches.flatMap(({ seqs }) => seqs)),
    );
    const rows = await read(store, (db) =>
      pendingOperations(db)
        .filter(
          ({ seq, caseId }) => caseId === null && seq > 0 && !planned.has(seq),
        )
        .toArray(),
    );
    const own = await getDeviceId(store);
    const part = parts.find(({ deviceId }) => deviceId === own);
    if (rows.length > 0)
      part?.batches.push({
        seqs: rows.map(({ seq }) => seq),
        bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
      });
  }
}
