// Whether a person may do something: the only place where the matrix is asked.
import type { StaffRole } from '../../protocol/review.ts';
import {
  grantsOf,
  NEVER_ON_OWN,
  type Action,
  type Condition,
  type Grant,
  type Where,
} from './matrix.ts';

/** A member of staff who is signed in. */
export type Principal = {
  accountId: string;
  name: string;
  /**
   * `audience`: `station:{12 digits}`, `township:{9 digits}`,
   * `department:{id in the catalogue}`, `window:{12 digits}` or `county`.
   */
  roles: readonly { role: StaffRole; audience: string }[];
  /** Keyed hashes of his own identity number and his household's; absent: unknown. */
  persons?: readonly string[];
};

/** With a session; `provedAt`: when he last gave his password. ISO 8601. */
export type SignedIn = Principal & { provedAt: string };

/** What is acted on, by where it belongs. */
export type Subject = {
  town9: string;
  stationCode?: string;
  /** Departments whose case it is. */
  offices?: readonly string[];
  /** The station whose window hands the result over. */
  window?: string | undefined;
  /** The account that took the case in. */
  clerkId?: string;
  /** Keyed hashes of the identity numbers of everybody in the case. */
  persons?: readonly string[];
};

/**
 * The matrix's word. `met`: the conditions for which the use case vouches; a grant
 * that asks for more is none. Nobody acts on a case that he took in himself, or that is
 * his own or his household's.
 */
export function isPermitted(
  principal: Principal,
  action: Action,
  subject: Subject,
  met: readonly Condition[] = [],
): boolean {
  if (NEVER_ON_OWN.includes(action) && isOwn(principal, subject)) return false;
  return principal.roles.some(({ role, audience }) =>
    heldGrants(action, role, met).some(({ where }) =>
      audiencesOf(where, subject).includes(audience),
    ),
  );
}

function isOwn({ accountId, persons = [] }: Principal, subject: Subject) {
  return (
    subject.clerkId === accountId ||
    persons.some((person) => subject.persons?.includes(person) === true)
  );
}

/**
 * The audiences by which a person may do it, whatever it is done to: what a list
 * shows him is of these. Empty: he may not.
 */
export function findReach(
  { roles }: Principal,
  action: Action,
  met: readonly Condition[] = [],
): string[] {
  return roles
    .filter(({ role, audience }) =>
      heldGrants(action, role, met).some(
        ({ where }) =>
          where === 'self' || audience.split(':')[0] === KINDS[where],
      ),
    )
    .map(({ audience }) => audience);
}

/** What a query may show of what audiences reach. */
export type Reach = {
  isCounty: boolean;
  townships: string[];
  stations: string[];
  departments: string[];
  /** Stations whose window hands results over. */
  windows: string[];
};

/** Parts audiences by their kind. */
export function readReach(audiences: readonly string[]): Reach {
  const of = (kind: string) =>
    audiences
      .filter((each) => each.startsWith(`${kind}:`))
      .map((each) => each.slice(kind.length + 1));
  return {
    isCounty: audiences.includes('county'),
    townships: of('township'),
    stations: of('station'),
    departments: of('department'),
    windows: of('window'),
  };
}

/** The kind of audience that a grant needs; null: no account has it. */
const KINDS: Record<Where, string | null> = {
  station: 'station',
  tasks: 'station',
  township: 'township',
  department: 'department',
  window: 'window',
  county: 'county',
  receipt: null,
  contract: null,
  self: null,
};

function heldGrants(
  action: Action,
  role: StaffRole,
  met: readonly Condition[],
): Grant[] {
  return grantsOf(action, role).filter(({ conditions }) =>
    conditions.every((each) => met.includes(each)),
  );
}

function audiencesOf(
  where: Where,
  { town9, stationCode, offices = [], window }: Subject,
): string[] {
  switch (KINDS[where]) {
    case 'station':
      return stationCode === undefined ? [] : [`station:${stationCode}`];
    case 'township':
      return [`township:${town9}`];
    case 'department':
      return offices.map((officeId) => `department:${officeId}`);
    case 'county':
      return ['county'];
    case 'window':
      return window === undefined ? [] : [`window:${window}`];
    case null:
    default:
      return [];
  }
}
