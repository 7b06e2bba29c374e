// A county in memory: a fake behind the `fetch` port, for tests of the device
// alone. It speaks the wire's shapes, opens and verifies what it is sent, and can
// be told to fail. What a test sets, sees and says is here, the routes lie beside it
// group by group. The real platform is tried in the journeys.
import { CompactEncrypt, compactDecrypt, importJWK } from 'jose';
import type { WorkCalendar } from '../../src/domain/calendar/calendar-schema.ts';
import type { Catalogue } from '../../src/domain/catalogue/catalogue-schema.ts';
import type { CaseEvent, EventBody } from '../../src/domain/cases/event.ts';
import type { Operation } from '../../src/domain/cases/operation.ts';
import type { DirectoryDevice } from '../../src/protocol/directory.ts';
import type { ControlItem } from '../../src/protocol/control.ts';
import type {
  EnrolmentRequest,
  Ticket,
  VaultEscrow,
} from '../../src/protocol/enrolment.ts';
import type { FeedItem } from '../../src/protocol/feed.ts';
import type { PublicJwk } from '../../src/protocol/keys.ts';
import {
  DETACHED_JOSE,
  VILLAGE_EDITION,
  VILLAGE_EDITION_GB,
} from '../../src/protocol/published-catalogue.ts';
import type { BundleAnswer } from '../../src/protocol/material-bundle.ts';
import type {
  OperationAnswer,
  OperationResult,
} from '../../src/protocol/operations.ts';
import type { Envelope } from '../../src/protocol/sealed-operation.ts';
import type {
  SessionAnswer,
  SessionRequest,
} from '../../src/protocol/session.ts';
import type { UnreadableOperation } from '../../src/protocol/unreadable.ts';
import type { Witness } from '../../src/protocol/witnesses.ts';
import { load, type SavedCounty } from '../support/store-fixture.ts';
import { enrol, keepEscrow } from './fake-county/enrolments.ts';
import { feedPage, takeWitnesses } from './fake-county/feed.ts';
import {
  makeKeys,
  savedKeys,
  sign,
  type CountyKeys,
  type MadeKey,
} from './fake-county/keys.ts';
import { takeBundle, takeBundled, upload } from './fake-county/materials.ts';
import { openEnvelope } from './fake-county/open-envelope.ts';
import { takeBatch, takeCopy } from './fake-county/operations.ts';
import { AUDIENCE, STATION } from './fake-county/places.ts';
import {
  currentCatalogue,
  directory,
  keySet,
  pinnedCatalogue,
} from './fake-county/published.ts';
import { problem, readJson } from './fake-county/replies.ts';
import { openSession } from './fake-county/sessions.ts';

export { AUDIENCE, STATION } from './fake-county/places.ts';
export { json, portalPage, problem, readJson } from './fake-county/replies.ts';

export type Opened = { envelope: Envelope; operation: Operation };

export class FakeCounty {
  /** Asked before anything else; an answer of its own, or a throw, is a fault. */
  fault: ((request: Request) => Promise<Response | undefined>) | undefined;
  /** What became of an operation, by default `applied`. */
  judge: (opened: Opened) => OperationResult = ({ envelope }) => ({
    id: envelope.id,
    result: 'applied',
  });
  readonly requests: string[] = [];
  readonly batchSizes: number[] = [];
  readonly enrolments: EnrolmentRequest[] = [];
  readonly escrows: VaultEscrow[] = [];
  /** What each session brought of the device's own state. */
  readonly brought: SessionRequest['have'][] = [];
  /** What the next sessions say otherwise. */
  session: Partial<SessionAnswer> = {};
  readonly operations = new Map<string, Opened>();
  /** Of those that it holds its answer, which it repeats. */
  readonly held = new Map<string, OperationResult>();
  /** What the feed was asked from, in order. */
  readonly cursorsAsked: string[] = [];
  /** Proves positions whose items it still has, as a restored county does. */
  prove = false;
  /** Events that a restored county was offered. */
  readonly witnesses: Witness[] = [];
  /** Places of what it refused and knows all the same. */
  readonly refusedSeqs = new Set<number>();
  /** What devices said of themselves with each session. */
  readonly sessions: SessionRequest['have'][] = [];
  /** Of operations that lie in the tray and were never stored. */
  readonly copies: UnreadableOperation[] = [];
  readonly uploads = new Map<string, Uint8Array>();
  /** Bytes of each of them when it is whole. */
  readonly lengths = new Map<string, number>();
  /** Cited materials that it says it lacks. */
  wanted: OperationAnswer['wanted'] = [];
  readonly feed: FeedItem[] = [];
  catalogueVersion = 'test-1';
  /** What it has published: how each version differs from the bundled one. */
  readonly catalogues = new Map<string, (catalogue: Catalogue) => void>([
    ['test-1', () => undefined],
  ]);
  /** How the calendar of a version differs from the bundled one. */
  readonly calendars = new Map<string, (calendar: WorkCalendar) => void>();
  /** The devices that it publishes; undefined: a county of release 0.1.0. */
  directory: DirectoryDevice[] | undefined;
  epoch = 'epoch-1';
  /** Another one after a restart, and so after any restore. */
  life = 'life-1';
  nowMs = Date.parse('2026-11-25T02:00:00.000Z');
  /** What a finished backup is known to hold. */
  safeThrough = '2026-11-18T00:00:00.000Z';
  /** Sessions so far: each spends a nonce. */
  nonce = 0;
  #said = 0;

  /** False: a county of release 0.1.0. */
  opensLean = true;
  /** True: it takes small materials together. */
  opensBundles = false;
  /** True: it takes a batch beside the question for a session. */
  takesEarly = false;
  /** How it sends a catalogue to whoever accepts that; []: a county of release 0.1.0. */
  forms = [VILLAGE_EDITION_GB, VILLAGE_EDITION, DETACHED_JOSE];

  readonly root: MadeKey;
  readonly ticketKey: MadeKey;
  readonly intake: MadeKey;
  readonly recovery: MadeKey;

  private constructor(keys: CountyKeys) {
    this.root = keys.root;
    this.ticketKey = keys.ticketKey;
    this.intake = keys.intake;
    this.recovery = keys.recovery;
  }

  static async open(): Promise<FakeCounty> {
    return new FakeCounty(await makeKeys());
  }

  /** As it was when a fixture of a release was made. */
  static async restore(saved: SavedCounty): Promise<FakeCounty> {
    const county = new FakeCounty(await savedKeys(saved.keys));
    county.enrolments.push(...saved.enrolments);
    county.feed.push(...saved.feed);
    county.epoch = saved.epoch;
    county.nowMs = saved.nowMs;
    for (const envelope of saved.operations as Envelope[])
      county.operations.set(envelope.id, {
        envelope,
        operation: await county.open(envelope),
      });
    const uploads = (await load(saved.uploads)) as Record<string, Uint8Array>;
    for (const [sha256, bytes] of Object.entries(uploads)) {
      county.uploads.set(sha256, bytes);
      county.lengths.set(sha256, bytes.length);
    }
    return county;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    this.requests.push(`${request.method} ${pathname}`);
    const wrong = await this.fault?.(request.clone());
    if (wrong !== undefined) return wrong;
    return this.#answer(request, pathname);
  };

  async ticket(changes: Partial<Ticket> = {}): Promise<string> {
    const seconds = Math.floor(this.nowMs / 1000);
    const ticket: Ticket = {
      jti: crypto.randomUUID(),
      county: '422825',
      station: {
        code: STATION,
        kind: 'village',
        name: '水井坳村便民服务站',
        villageName: '水井坳村',
        town9: '422825102',
        townName: '椒园镇',
        phone: null,
      },
      deviceNumber: 2,
      clerk: { id: 'clerk-1', name: '田代办员' },
      role: 'clerk',
      policy: 'pin',
      rootThumbprint: this.root.kid,
      intakeKid: this.intake.kid,
      demo: true,
      iat: seconds,
      exp: seconds + 14 * 86_400,
      ...changes,
    };
    return sign(this.ticketKey, 'ticket+jwt', ticket);
  }

  /** Records an event of a case into the station's feed. */
  say(caseId: string, body: EventBody): CaseEvent {
    const n = 1 + this.feed.filter((item) => item.caseId === caseId).length;
    const event: CaseEvent = {
      caseId,
      n,
      at: new Date(this.nowMs).toISOString(),
      by: { kind: 'staff', id: 'reviewer-1', name: '覃审核' },
      body,
    };
    this.#append({ kind: 'event', caseId, body: event });
    return event;
  }

  /** All of a case's events so far, for an audience that joins late. */
  snapshot(caseId: string, events: CaseEvent[]): void {
    this.#append({ kind: 'snapshot', caseId, body: { events } });
  }

  /** The case is another station's from now on. */
  leave(caseId: string): void {
    this.#append({ kind: 'left', caseId, body: {} });
  }

  /** Asks something of the device by the station's feed. */
  ask(item: ControlItem): void {
    this.#append({ kind: 'control', caseId: null, body: item });
  }

  #append(item: Pick<FeedItem, 'kind' | 'caseId' | 'body'>): void {
    // Of each item that was ever said another `mac`.
    this.#said += 1;
    this.feed.push({
      ...item,
      audience: AUDIENCE,
      pos: this.feed.length + 1,
      mac: `mac-${this.#said}`,
    } as FeedItem);
  }

  /** Opens, verifies and reads one envelope; throws when anything is wrong. */
  open(envelope: Envelope): Promise<Operation> {
    return openEnvelope(this, envelope);
  }

  /** Keeps what is whole in the first bytes of a bundle. */
  takeBundled(body: Uint8Array): Promise<BundleAnswer['lacking']> {
    return takeBundled(this, body);
  }

  /** A lease of `days` from now, as the county signs it. */
  async lease(deviceId: string, days = 45): Promise<string> {
    const iat = Math.floor(this.nowMs / 1000);
    return sign(this.ticketKey, 'lease+jwt', {
      sub: deviceId,
      iat,
      exp: iat + days * 86_400,
    });
  }

  /** The vault key of an escrow, sealed to another key, as custodians would. */
  async recover(escrow: string, to: PublicJwk): Promise<string> {
    const { plaintext } = await compactDecrypt(
      escrow,
      this.recovery.privateKey,
    );
    return new CompactEncrypt(plaintext)
      .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })
      .encrypt(await importJWK({ ...to }, 'ECDH-ES+A256KW'));
  }

  async #answer(request: Request, path: string): Promise<Response> {
    switch (`${request.method} ${path}`) {
      case 'GET /api/v1/keys':
        return keySet(this);
      case 'GET /api/v1/catalogue/current':
        return currentCatalogue(this, request);
      case 'GET /api/v1/directory':
        return directory(this);
      case 'POST /api/v1/enrolments':
        return enrol(this, await readJson(request));
      case 'POST /api/v1/session':
        return openSession(this, await readJson(request));
      case 'POST /api/v1/operations':
        return takeBatch(this, await readJson(request));
      case 'POST /api/v1/operations/unreadable':
        return takeCopy(this, await readJson(request));
      case 'POST /api/v1/vault-escrows':
        return keepEscrow(this, await readJson(request));
      case 'POST /api/v1/witnesses':
        return takeWitnesses(this, await readJson(request));
      case 'POST /api/v1/materials/bundle':
        return takeBundle(this, new Uint8Array(await request.arrayBuffer()));
      case 'GET /api/v1/feed':
        return feedPage(this, new URL(request.url));
      default:
        if (path.startsWith('/api/v1/catalogue/'))
          return pinnedCatalogue(this, request);
        return path.startsWith('/api/v1/materials/')
          ? upload(this, request, path)
          : problem(404, 'notFound');
    }
  }
}
