// Where the device stands, as the screens follow it.
import { decodeJwt } from 'jose';
import * as v from 'valibot';
import {
  ticketSchema,
  type Ticket,
  type UnlockPolicy,
} from '../../protocol/enrolment.ts';
import { findMetas } from '../database/meta.ts';
import { StorageError } from '../database/storage-error.ts';
import type { MetaRows } from '../database/meta-rows.ts';
import type { ClerkRow, DeviceDatabase } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { ClerkView, DeviceState, StationView } from '../device-api.ts';
import { findTicket } from '../vault/enrolled.ts';
import { isLeaseEnded, LEASE_ROWS } from '../vault/lease.ts';
import type { VaultSession } from '../vault/vault-session.ts';
import type { CallContext } from './call-context.ts';

const NOTHING: DeviceState = {
  stage: 'empty',
  broken: null,
  storeTooNew: false,
  catalogue: null,
  station: null,
  policy: null,
  clerks: [],
  clerk: null,
  newClerk: null,
  access: {
    device: 'active',
    isForked: false,
    leaseEnded: false,
    unreadable: 0,
  },
  bound: false,
  enrolmentProblem: null,
};

export async function viewState(context: CallContext): Promise<DeviceState> {
  const { store, age } = context;
  try {
    // Opens the store: only then its age is known.
    await read(store, (db) => db.meta.count());
    return age.isTooNew
      ? { ...NOTHING, stage: 'ready', storeTooNew: true }
      : await readState(context);
  } catch (error) {
    if (error instanceof StorageError)
      return { ...NOTHING, stage: 'broken', broken: error.code };
    throw error;
  }
}

async function readState(context: CallContext): Promise<DeviceState> {
  const { store, vault, files } = context;
  const ticket = await findTicket(store);
  const found = await read(store, async (db) => ({
    meta: await findMetas(db, [
      'enrolment',
      'clerkEnrolments',
      'access',
      'clerkTicket',
      ...LEASE_ROWS,
    ]),
    clerks: await db.clerks.toArray(),
    unreadable: await countUnreadable(db, vault),
  }));
  const { device, enrolment, access, clerkTicket } = found.meta;
  const further = found.meta.clerkEnrolments?.list ?? [];
  const published = await files.current();
  const newTicket = clerkTicket && readClaims(clerkTicket.jws);
  return {
    ...NOTHING,
    stage:
      device !== undefined
        ? 'ready'
        : ticket !== undefined
          ? 'ticketRead'
          : 'empty',
    catalogue:
      published === undefined
        ? null
        : {
            version: published.version,
            isDraft: published.catalogue.status === 'draft',
            demo: published.demo,
          },
    station: ticket === undefined ? null : viewStation(ticket),
    policy: newTicket?.policy ?? ticket?.policy ?? null,
    clerks: found.clerks.map((row) =>
      viewClerk(row, { ticket, vault, enrolment, further }),
    ),
    clerk: vault.unlocked?.clerk ?? null,
    newClerk: newTicket
      ? { ...newTicket.clerk, policy: newTicket.policy }
      : null,
    access: {
      device: access?.device ?? 'active',
      isForked: access?.isForked ?? false,
      leaseEnded: await isLeaseEnded(context, found.meta),
      unreadable: found.unreadable,
    },
    bound: enrolment?.state === 'bound',
    enrolmentProblem: enrolment?.code ?? null,
  };
}

export function viewStation({ station, deviceNumber }: Ticket): StationView {
  const { code, name, villageName, town9, townName, phone } = station;
  return { code, name, villageName, town9, townName, phone, deviceNumber };
}

function viewClerk(
  row: ClerkRow,
  given: {
    ticket: Ticket | undefined;
    vault: VaultSession;
    enrolment: MetaRows['enrolment'] | undefined;
    further: MetaRows['clerkEnrolments']['list'];
  },
): ClerkView {
  const { ticket, vault, enrolment, further } = given;
  const isNeeded =
    row.policy === 'pin+card' ? vault.card(row.id) === undefined : true;
  const needs =
    row.policy === 'pin+card'
      ? 'card'
      : row.policy === 'pin+prf'
        ? 'prf'
        : null;
  const [own] = further.filter(({ clerkId }) => clerkId === row.id).slice(-1);
  const told = own ?? enrolment;
  return {
    id: row.id,
    name: row.name,
    policy: row.policy as UnlockPolicy,
    role: row.role ?? ticket?.role ?? 'clerk',
    needs: isNeeded ? needs : null,
    prfCredential: row.prfCredential ?? null,
    bound: told?.state === 'bound',
    problem: told?.code ?? null,
  };
}

/** Rows of keys that the unlocked clerk has not got. */
async function countUnreadable(
  db: DeviceDatabase,
  { unlocked }: VaultSession,
): Promise<number> {
  if (unlocked === undefined) return 0;
  const { id, former } = unlocked.vault;
  const held = new Set<unknown>([id, ...(former?.keys() ?? [])]);
  let count = 0;
  for (const table of [db.drafts, db.cases]) {
    // Few keys, perhaps thousands of rows: the keys are asked, not the rows.
    const index = table.orderBy('sealed.vaultId');
    for (const vaultId of await index.uniqueKeys())
      if (!held.has(vaultId))
        count += await table.where('sealed.vaultId').equals(vaultId).count();
  }
  return count;
}

/** It was verified when it was read. */
function readClaims(jws: string): Ticket {
  return v.parse(ticketSchema, decodeJwt(jws));
}
