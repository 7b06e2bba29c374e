// Who may do what: role × action × audience, in this one place. The table is
// the permission matrix of the county's service, as far as its roles exist.
// Everything that is not named is forbidden.

export const ROLES = ['reviewer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = [
  'listCases',
  'readCase',
  'openMaterial',
  'decideCase',
  'listUnsettled',
  'importStick',
] as const;
/**
 * `listUnsettled`: what intake held or refused. `importStick`: taking in what a
 * village's stick brings, of whatever township: its makers' signatures prove it.
 */
export type Action = (typeof ACTIONS)[number];

/**
 * Where a role may do it: `township` = in the township of the role's own
 * audience; `county` = everywhere; null = nowhere. The administrator runs the system and reads no
 * cases.
 */
const PERMISSIONS = {
  reviewer: {
    listCases: 'township',
    readCase: 'township',
    openMaterial: 'township',
    decideCase: 'township',
    listUnsettled: 'township',
    importStick: 'township',
  },
  administrator: {
    listCases: null,
    readCase: null,
    openMaterial: null,
    decideCase: null,
    listUnsettled: null,
    importStick: 'county',
  },
} as const satisfies Record<Role, Record<Action, 'township' | 'county' | null>>;

/** Acts that nobody may do on a case he took in himself. */
const NEVER_ON_OWN: readonly Action[] = ['decideCase'];

/** A member of staff who is signed in. */
export type Principal = {
  accountId: string;
  name: string;
  /** `audience`: `township:{9 digits}` or `county`. */
  roles: readonly { role: Role; audience: string }[];
};

/** What is acted on. `clerkId`: the account that took the case in. */
export type Subject = { town9: string; clerkId?: string };

/** The matrix's word; and nobody decides a case that he took in himself. */
export function isPermitted(
  { accountId, roles }: Principal,
  action: Action,
  { town9, clerkId }: Subject,
): boolean {
  if (clerkId === accountId && NEVER_ON_OWN.includes(action)) return false;
  return roles.some(({ role, audience }) => {
    const where = PERMISSIONS[role][action];
    return where === 'township'
      ? audience === `township:${town9}`
      : where === 'county' && audience === 'county';
  });
}

/**
 * The audience by which a person may do what is bound to no township; undefined:
 * he may not.
 */
export function findAudience(
  { roles }: Principal,
  action: Action,
): string | undefined {
  return roles.find(({ role, audience }) => {
    const where = PERMISSIONS[role][action];
    return where !== null && audience.startsWith(where);
  })?.audience;
}

/** The township in which the person may do it; undefined: in none. */
export function findTownship(
  principal: Principal,
  action: Action,
): string | undefined {
  for (const { audience } of principal.roles) {
    const town9 = /^township:(\d{9})$/.exec(audience)?.[1];
    if (town9 !== undefined && isPermitted(principal, action, { town9 }))
      return town9;
  }
  return undefined;
}
