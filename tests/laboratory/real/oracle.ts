// The oracle: what the device has said, outside of the product, and what the
// county's database and files hold of it in the end.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { isDeepStrictEqual } from 'node:util';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import type { Found, OutboxEntry, Said, Wish } from './in-page/clerk.ts';

export type Faults = {
  lost: string[];
  doubled: string[];
  reordered: string[];
  altered: string[];
};

type SaidCase = { caseId: string; number: string; materials: string[] };

export class Oracle {
  readonly faults: Faults = {
    lost: [],
    doubled: [],
    reordered: [],
    altered: [],
  };
  /** Drafts that are neither submitted nor given up, with what they must hold. */
  readonly drafts = new Map<string, Wish>();
  readonly #cases = new Map<string, SaidCase>();
  readonly #wishes = new Map<string, Wish>();
  readonly #wishOfCase = new Map<string, Wish>();
  #submitting = new Set<string>();

  hears(said: Said): void {
    switch (said.kind) {
      case 'draft':
        this.drafts.set(said.draftId, said.wish);
        this.#wishes.set(said.draftId, said.wish);
        return;
      case 'submitting':
        this.#submitting.add(said.draftId);
        return;
      case 'saved': {
        this.#submitting.delete(said.draftId);
        this.drafts.delete(said.draftId);
        this.#cases.set(said.caseId, said);
        const wish = this.#wishes.get(said.draftId);
        if (wish !== undefined) this.#wishOfCase.set(said.caseId, wish);
      }
    }
  }

  get saidCases(): number {
    return this.#cases.size;
  }

  /**
   * After a start of the browser: every case that was said saved is listed, every
   * draft is there or has become a case in the very moment of the kill.
   */
  comparesDevice(found: Found): void {
    const listed = new Map(found.cases.map((each) => [each.caseId, each]));
    for (const { caseId, number } of this.#cases.values())
      if (listed.get(caseId)?.number !== number)
        this.faults.lost.push(`case ${caseId} is not on the device`);
    const drafts = new Set(found.draftIds);
    const unknown = found.cases.filter(
      ({ caseId }) => !this.#cases.has(caseId),
    );
    for (const draftId of this.drafts.keys()) {
      if (drafts.has(draftId)) continue;
      this.drafts.delete(draftId);
      if (!this.#submitting.delete(draftId))
        this.faults.lost.push(`draft ${draftId} is gone`);
      else {
        const made = unknown.shift();
        if (made === undefined)
          this.faults.lost.push(`draft ${draftId} is gone, and no case made`);
        // It was stored, and the kill came before it could be said.
        else this.#cases.set(made.caseId, { ...made, materials: [] });
      }
    }
    for (const { caseId } of unknown)
      this.faults.doubled.push(`case ${caseId} was never asked for`);
  }

  comparesDraft(draftId: string, answers: Answers): void {
    const wish = this.drafts.get(draftId);
    if (wish !== undefined && !isDeepStrictEqual(wish.answers, answers))
      this.faults.altered.push(`draft ${draftId}`);
  }

  /** When all is quiet. */
  async comparesCounty(
    sql: Sql,
    dataDir: string,
    outbox: readonly OutboxEntry[],
  ): Promise<void> {
    const operations = await sql<
      { id: string; sha256: string; seq: number; result: string }[]
    >`select operation_id as id, sha256, seq, result from operations`;
    const known = new Map(operations.map((row) => [row.id, row]));
    for (const { id, sha256, seq } of outbox) {
      const row = known.get(id);
      if (row === undefined || row.result !== 'applied')
        this.faults.lost.push(`operation ${id}`);
      else if (row.sha256 !== sha256)
        this.faults.altered.push(`operation ${id}`);
      else if (row.seq !== seq) this.faults.reordered.push(`operation ${id}`);
    }
    const made = new Set(outbox.map(({ id }) => id));
    for (const { id } of operations)
      if (!made.has(id)) this.faults.doubled.push(`operation ${id}`);
    await this.#comparesCases(sql);
    await this.#comparesMaterials(sql, dataDir);
  }

  async #comparesCases(sql: Sql): Promise<void> {
    const rows = await sql<
      { caseId: string; number: string; answers: Answers; received: number }[]
    >`
      select c.case_id as "caseId", c.number, c.answers,
        (select count(*) from events e
         where e.case_id = c.case_id and e.kind = 'received')::int as received
      from cases c`;
    const there = new Map(rows.map((row) => [row.caseId, row]));
    for (const { caseId, number } of this.#cases.values()) {
      const row = there.get(caseId);
      if (row?.number !== number) this.faults.lost.push(`case ${caseId}`);
      const wish = this.#wishOfCase.get(caseId);
      if (row === undefined || wish === undefined) continue;
      for (const [id, answer] of Object.entries(row.answers))
        if (!isSameAnswer(answer, wish.answers[id]))
          this.faults.altered.push(`case ${caseId}: ${id}`);
    }
    for (const { caseId, received } of rows)
      if (received !== 1 || !this.#cases.has(caseId))
        this.faults.doubled.push(`case ${caseId}`);
    if (new Set(rows.map(({ number }) => number)).size !== rows.length)
      this.faults.doubled.push('a number names two cases');
  }

  async #comparesMaterials(sql: Sql, dataDir: string): Promise<void> {
    const rows = await sql<{ sha256: string }[]>`
      select sha256 from materials where complete_at is not null`;
    const complete = new Set(rows.map(({ sha256 }) => sha256));
    const cited = [...this.#cases.values()].flatMap((each) => each.materials);
    for (const sha256 of cited) {
      if (!complete.has(sha256)) this.faults.lost.push(`material ${sha256}`);
      else if (hashOfStored(dataDir, sha256) !== sha256)
        this.faults.altered.push(`material ${sha256}`);
    }
  }
}

/** As typed, but for separators; identity numbers stand there masked. */
function isSameAnswer(stored: unknown, typed: unknown): boolean {
  if (typeof stored !== 'string' || typeof typed !== 'string')
    return isDeepStrictEqual(stored, typed);
  const plain = typed.replaceAll(/[\s-]/g, '');
  return stored.startsWith('*')
    ? plain.endsWith(stored.replaceAll('*', ''))
    : stored.replaceAll(/[\s-]/g, '') === plain;
}

function hashOfStored(dataDir: string, sha256: string): string | undefined {
  const path = join(dataDir, 'materials', sha256.slice(0, 2), sha256.slice(2));
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}
