// Runs in a worker of the built app, since the page's policy lets no WebAssembly run
// in the page, and unlocking needs it: opens the store as an unlocked device does,
// and lays more cases and remainders of cases down than anybody takes in while a
// bench waits. Each is sealed as the device seals it.
import { browserPorts } from '../../../src/device/browser-ports.ts';
import {
  casePlace,
  type CaseContent,
} from '../../../src/device/cases/case-content.ts';
import { eventPlace } from '../../../src/device/cases/find-case.ts';
import { stubPlace, type StubContent } from '../../../src/device/cases/stub.ts';
import { Changes } from '../../../src/device/database/changes.ts';
import {
  DeviceDatabase,
  type CaseRow,
  type EventRow,
} from '../../../src/device/database/tables.ts';
import { openClerk } from '../../../src/device/vault/open-clerk.ts';
import { proveSecret } from '../../../src/device/vault/prove-secret.ts';
import {
  openRow,
  sealRow,
  type VaultKey,
} from '../../../src/device/vault/row-cipher.ts';
import { VaultSession } from '../../../src/device/vault/vault-session.ts';

const DATABASE = 'service-point';
const ROWS_A_WRITE = 500;
const HOUR_MS = 3_600_000;

export type Filling = {
  /** Copies of the cases that are there, with what the county said of them. */
  cases: number;
  /** What stays of cases whose text has left the device. */
  stubs: number;
};

declare global {
  var fillStore: (pin: string, wish: Filling) => Promise<void>;
}
globalThis.fillStore = fillIt;

type Model = {
  row: CaseRow;
  content: CaseContent;
  events: { row: EventRow; content: unknown }[];
};

async function fillIt(pin: string, wish: Filling): Promise<void> {
  const ports = browserPorts(DATABASE);
  const db = new DeviceDatabase(DATABASE, ports);
  try {
    const clerk = await db.clerks.toCollection().first();
    if (clerk === undefined) throw new Error('nobody is enrolled');
    const proved = await proveSecret(
      {
        store: { db, changes: new Changes(ports.neighbours) },
        ports,
        vault: new VaultSession(),
      },
      { clerkId: clerk.id, secret: pin },
    );
    if (!proved.ok) throw new Error(`not unlocked: ${proved.code}`);
    const { vault } = await openClerk(clerk, proved.value);
    const models = await readModels(db, vault);
    const model = (n: number): Model => {
      const found = models[n % models.length];
      if (found === undefined) throw new Error('no case to copy');
      return found;
    };
    await inParts(wish.cases, async (numbers) => {
      const copies = await Promise.all(
        numbers.map(async (n) => copyCase(vault, model(n), n)),
      );
      await db.cases.bulkPut(copies.map(({ row }) => row));
      await db.events.bulkPut(copies.flatMap(({ events }) => events));
    });
    await inParts(wish.stubs, async (numbers) => {
      const stubs = numbers.map(async (n) =>
        makeStub(vault, model(n), wish.cases + n),
      );
      await db.stubs.bulkPut(await Promise.all(stubs));
    });
  } finally {
    db.close();
  }
}

async function inParts(
  count: number,
  task: (numbers: number[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < count; at += ROWS_A_WRITE)
    await task(
      Array.from(
        { length: Math.min(ROWS_A_WRITE, count - at) },
        (_, i) => at + i,
      ),
    );
}

async function readModels(
  db: DeviceDatabase,
  vault: VaultKey,
): Promise<Model[]> {
  const models: Model[] = [];
  for (const row of await db.cases.toArray()) {
    const { caseId } = row;
    const content = await openRow<CaseContent>(
      vault,
      casePlace(caseId),
      row.sealed,
    );
    if (content === undefined) continue;
    const rows = await db.events
      .where('[caseId+n]')
      .between([caseId, 0], [caseId, Number.MAX_SAFE_INTEGER])
      .toArray();
    const events = await Promise.all(
      rows.map(async (event) => ({
        row: event,
        content: await openRow<unknown>(
          vault,
          eventPlace(caseId, event.n),
          event.sealed,
        ),
      })),
    );
    models.push({ row, content, events });
  }
  return models;
}

/** An hour apart, the newest first. */
const takenIn = (n: number) => new Date(Date.now() - n * HOUR_MS).toISOString();

/** Nine digits at the end that no other has. */
const numbered = (number: string, n: number) =>
  number.slice(0, -9) + String(n).padStart(9, '0');

async function copyCase(vault: VaultKey, model: Model, n: number) {
  const caseId = crypto.randomUUID();
  const { content } = model;
  const { submit } = content;
  const copy: CaseContent = {
    ...content,
    submit: { ...submit, number: numbered(submit.number, n) },
  };
  return {
    row: {
      ...model.row,
      caseId,
      takenInAt: takenIn(n),
      sealed: await sealRow(vault, casePlace(caseId), copy),
    },
    events: await Promise.all(
      model.events.map(async (event) => ({
        ...event.row,
        caseId,
        sealed: await sealRow(
          vault,
          eventPlace(caseId, event.row.n),
          event.content,
        ),
      })),
    ),
  };
}

async function makeStub(vault: VaultKey, { content }: Model, n: number) {
  const caseId = crypto.randomUUID();
  const stub: StubContent = {
    number: numbered(content.submit.number, n),
    matterCode: content.submit.matterCode,
    matterShort: content.matterShort,
    applicantMasked: `${content.applicantName.slice(0, 1)}**`,
    display: 'concluded',
  };
  return {
    caseId,
    takenInAt: takenIn(n),
    since: new Date().toISOString(),
    lastEvent: 1,
    sealed: await sealRow(vault, stubPlace(caseId), stub),
  };
}
