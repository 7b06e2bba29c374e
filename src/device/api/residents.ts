// Residents whom this device knows: served here, or on the township's list.
import type { Attribute, Person } from '../../domain/people/person.ts';
import type { Due } from '../../domain/people/due.ts';
import type { Outcome } from '../../protocol/error-code.ts';

/** What tells two of one name apart; the number never whole. */
export type ResidentLine = {
  /** Of the row it was read from: nothing personal, good for an address. */
  id: string;
  name: string;
  isMale: boolean;
  /** Full years today. */
  age: number;
  /** null: not known. */
  group: number | null;
  /** Township and village by name; '' when it is not known. */
  place: string;
  idLast4: string;
  /** Matters that may be coming by age. */
  due: Due[];
};

/** `case`: as it was said there. `list`: of the township's file. */
export type FactSource =
  | { kind: 'case'; caseId: string; matterShort: string; at: string }
  | { kind: 'list'; at: string };

export type ResidentView = ResidentLine & {
  person: Person;
  /** Of each attribute of the person. `at`: ISO 8601. */
  sources: Partial<Record<Attribute, FactSource>>;
  /** Cases here in which he was named, the newest first. */
  served: Extract<FactSource, { kind: 'case' }>[];
};

export type Residents = {
  /** How many are known, and how many may be. */
  all: number;
  most: number;
  /** How many stand on the township's list. */
  listed: number;
  /** How many were met, the first of them as lines. */
  met: number;
  lines: ResidentLine[];
};

/** `due`: those alone for whom that may be coming. */
export type ResidentQuery = { text: string; due?: Due['kind'] };

export interface ResidentCalls {
  /**
   * By name, pinyin or its initials, group (a number and its word) and last digits of number or
   * telephone, any of them together. Nothing: all, those served last first.
   */
  find(query: ResidentQuery): Promise<Outcome<Residents>>;
  /** A look-up: it is written into the journal. `notFound`. */
  open(id: string): Promise<Outcome<ResidentView>>;
  /** The township's list in place of the former one. `tooLarge`: more than may be. */
  replaceList(people: Person[]): Promise<Outcome<null>>;
}
