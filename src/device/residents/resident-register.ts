// The residents whom the device knows, read once after the unlock and kept in the
// worker's memory until the lock: what is typed is answered within a keystroke.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { Address, Answer } from '../../domain/cases/answers.ts';
import { dueFor } from '../../domain/people/due.ts';
import type { Attribute, Person } from '../../domain/people/person.ts';
import { fullYears } from '../../domain/rules/expressions/full-years.ts';
import { readHolder } from '../../domain/rules/expressions/id-number-holder.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { getCounty } from '../database/meta.ts';
import type { ResidentRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type {
  BatchWish,
  FactSource,
  ResidentLine,
  ResidentQuery,
  Residents,
  ResidentView,
} from '../device-api.ts';
import {
  nowIso,
  type DeviceContext,
  type OpenContext,
} from '../device-context.ts';
import { ACT_STORES, recordAct } from '../journal/record-act.ts';
import { done, failed } from '../outcome.ts';
import { openRow } from '../vault/row-cipher.ts';
import { matches, type Sought } from './match-resident.ts';
import { residentPlace } from './resident-place.ts';
import { catchUp, replaceList, type ResidentContent } from './resident-rows.ts';
import { soundsOfName } from './sounds.ts';

/** Of a county that does not say. */
const MOST = 300;
/** Of any: a village has fewer, and the memory of a phone an end. */
const MOST_OF_ANY = 5000;
/** Lines of one answer: more than anybody reads through. */
const LINES = 20;
/** Of a search, which the next letter narrows: little more than a telephone shows. */
const LINES_OF_SEARCH = 10;

type Served = Extract<FactSource, { kind: 'case' }> & { matterCode: string };

export type Known = Sought & {
  id: string;
  person: Person;
  sources: ResidentView['sources'];
  served: Served[];
  isDeceased: boolean;
};

type Register = {
  all: Known[];
  byId: Map<string, Known>;
  most: number;
  /** How many stand on the township's list. */
  listed: number;
};

export class ResidentRegister {
  #read: Promise<Register> | undefined;
  /** There may be a case that is not in it yet. */
  #isStale = true;

  constructor({ store, vault }: Pick<DeviceContext, 'store' | 'vault'>) {
    store.changes.listen((changed) => {
      if (changed.has('cases')) this.#isStale = true;
      if (changed.has('residents')) this.#read = undefined;
    });
    vault.listen(() => {
      this.#isStale = true;
      this.#read = undefined;
    });
  }

  async find(
    context: OpenContext,
    { text, due }: ResidentQuery,
  ): Promise<Outcome<Residents>> {
    const register = await this.#register(context);
    if (register === undefined) return failed('locked');
    const { all, listed } = register;
    const today = chinaDate(nowIso(context));
    const lines: ResidentLine[] = [];
    const most = text === '' ? LINES : LINES_OF_SEARCH;
    let met = 0;
    const isMet = matches(text);
    for (const known of all) {
      if (!isMet(known)) continue;
      // Of a thousand who are met, those alone who are shown are made lines.
      const line =
        due === undefined && lines.length >= most
          ? undefined
          : lineOf(known, today);
      if (due !== undefined && !line?.due.some(({ kind }) => kind === due))
        continue;
      met += 1;
      if (line !== undefined && lines.length < most) lines.push(line);
    }
    return done({
      all: all.length,
      most: register.most,
      listed,
      met,
      lines,
    });
  }

  /** `notFound`: nobody of that id. A look-up, which the county hears of. */
  async open(context: OpenContext, id: string): Promise<Outcome<ResidentView>> {
    const register = await this.#register(context);
    if (register === undefined) return failed('locked');
    const known = register.byId.get(id);
    if (known === undefined) return failed('notFound');
    const { store, unlocked } = context;
    const at = nowIso(context);
    const { person, sources, served } = known;
    await write(store, ACT_STORES, () =>
      recordAct(store.db, {
        act: 'residentLookedUp',
        caseId: served[0]?.caseId ?? null,
        at,
        clerkId: unlocked.clerk.id,
      }),
    );
    return done({ ...lineOf(known, chinaDate(at)), person, sources, served });
  }

  /**
   * Those who are meant: by words, or by id; all of them. undefined: it is locked.
   * `matterCode`: for whom it may be coming, where that is asked.
   */
  async people(
    context: OpenContext,
    whom: BatchWish | readonly string[] = { text: '', isDue: false },
    matterCode = '',
  ): Promise<Known[] | undefined> {
    const register = await this.#register(context);
    if (register === undefined) return undefined;
    if (!('text' in whom))
      return whom.flatMap((id) => register.byId.get(id) ?? []);
    const today = chinaDate(nowIso(context));
    const isMet = matches(whom.text);
    return register.all.filter(
      (known) =>
        isMet(known) &&
        (!whom.isDue ||
          lineOf(known, today).due.some(
            (due) => due.matterCode === matterCode,
          )),
    );
  }

  /** The township's list in place of the former one. */
  async replaceList(
    context: OpenContext,
    people: readonly Person[],
  ): Promise<Outcome<null>> {
    return replaceList(context, people, await mostResidents(context));
  }

  /** undefined: it was locked meanwhile, and the memory must stay empty. */
  async #register(context: OpenContext): Promise<Register | undefined> {
    const isOpen = () => context.vault.unlocked === context.unlocked;
    if (this.#isStale) {
      this.#isStale = false;
      try {
        await catchUp(context, await mostResidents(context));
      } catch (error) {
        this.#isStale = true;
        throw error;
      }
      if (!isOpen()) return undefined;
    }
    const read = (this.#read ??= readRegister(context));
    read.catch(() => {
      if (this.#read === read) this.#read = undefined;
    });
    const register = await read;
    return isOpen() ? register : undefined;
  }
}

/** How many the county lets a device know. */
async function mostResidents({
  store,
}: Pick<DeviceContext, 'store'>): Promise<number> {
  const { residents = MOST } = await read(store, getCounty);
  return Math.min(residents, MOST_OF_ANY);
}

/**
 * One resident a number, of what was said last; the township's list, and of those
 * served as many as may be known beside it, the last ones.
 */
async function readRegister(context: OpenContext): Promise<Register> {
  const most = await mostResidents(context);
  const rows = await readRows(context);
  const byNumber = new Map<string, Known>();
  const byId = new Map<string, Known>();
  const listed = new Set(
    rows.flatMap(({ content }) =>
      content.matter === undefined
        ? content.people.map(({ idNo }) => idNo)
        : [],
    ),
  );
  let left = most - listed.size;
  for (const { id, content } of rows) {
    for (const [at, person] of content.people.entries()) {
      let known = byNumber.get(person.idNo);
      if (known === undefined) {
        if (!listed.has(person.idNo) && left-- <= 0) continue;
        known = nobody(`${id}.${at}`);
        byNumber.set(person.idNo, known);
      }
      byId.set(`${id}.${at}`, known);
      add(known, person, sourceOf(id, content));
    }
  }
  const all = [...byNumber.values()];
  for (const known of all) {
    const { name, idNo, phone, hukou } = known.person;
    known.name = name;
    known.sounds = soundsOfName(name);
    known.numbers = typeof phone === 'string' ? [idNo, phone] : [idNo];
    known.group = groupOf(hukou);
  }
  return { all, byId, most, listed: listed.size };
}

type ReadRow = { id: string; content: ResidentContent };

/** Newest first; what cannot be opened is left out. */
async function readRows({ store, unlocked }: OpenContext): Promise<ReadRow[]> {
  const open = async ({ id, sealed }: ResidentRow): Promise<ReadRow[]> => {
    const content = await openRow<ResidentContent>(
      unlocked.vault,
      residentPlace(id),
      sealed,
    );
    return content === undefined ? [] : [{ id, content }];
  };
  const rows = await read(store, (db) => db.residents.toArray());
  const opened = await Promise.all(rows.map(open));
  return opened
    .flat()
    .sort((one, other) => (one.content.at < other.content.at ? 1 : -1));
}

const nobody = (id: string): Known => ({
  id,
  person: { idNo: '', name: '' },
  sources: {},
  served: [],
  isDeceased: false,
  name: '',
  sounds: [],
  numbers: [],
  group: null,
});

function sourceOf(
  caseId: string,
  { matter, at }: ResidentContent,
): FactSource | Served {
  return matter === undefined
    ? { kind: 'list', at }
    : {
        kind: 'case',
        caseId,
        matterShort: matter.short,
        matterCode: matter.code,
        at,
      };
}

/** What is known already was said later. */
function add(
  known: Known,
  { isDeceased, ...person }: ResidentContent['people'][number],
  source: FactSource | Served,
): void {
  known.person = {
    ...person,
    ...known.person,
    idNo: person.idNo,
    name: known.person.name || person.name,
  };
  for (const attribute of Object.keys(person) as Attribute[])
    known.sources[attribute] ??= source;
  known.isDeceased ||= isDeceased === true;
  if ('matterCode' in source) known.served.push(source);
}

function lineOf(known: Known, today: string): ResidentLine {
  const { id, name, group, isDeceased, served, person } = known;
  const { idNo, hukou } = person;
  const { birthDate = today, isMale = false } = readHolder(idNo, today) ?? {};
  const done = new Set(served.map(({ matterCode }) => matterCode));
  return {
    id,
    name,
    isMale,
    age: fullYears(birthDate, today) ?? 0,
    group,
    place: isAddress(hukou)
      ? `${hukou.townName ?? ''}${hukou.villageName ?? ''}`
      : '',
    idLast4: idNo.slice(-4),
    due: isDeceased ? [] : dueFor(birthDate, today, done),
  };
}

/** The county's groups are numbered; who wrote it by hand put it first. */
export function groupOf(hukou: Answer | undefined): number | null {
  if (!isAddress(hukou)) return null;
  const written = /(\d+)\s*\u7ec4/.exec(hukou.detail)?.[1];
  return hukou.group ?? (written === undefined ? null : Number(written));
}

const isAddress = (answer: Answer | undefined): answer is Address =>
  typeof answer === 'object' && 'detail' in answer;
