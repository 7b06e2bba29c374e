// A device in memory, for the counter's screens alone: it keeps nothing, seals
// nothing and sends nothing. What a true device does is tested in tests/device.
import matters from '../../src/domain/catalogue/data/matters.json?raw';
import type { CaseEvent } from '../../src/domain/cases/event.ts';
import { displayStatus } from '../../src/domain/cases/display-status.ts';
import { foldCase } from '../../src/domain/cases/fold-case.ts';
import { OPERATION_KINDS } from '../../src/domain/cases/operation.ts';
import {
  isAllowed,
  type CaseOperationKind,
} from '../../src/domain/cases/transitions.ts';
import { makeReceiptNumber } from '../../src/domain/cases/receipt-number.ts';
import type { Answers } from '../../src/domain/cases/answers.ts';
import type { Catalogue } from '../../src/domain/catalogue/catalogue-schema.ts';
import { findMatters } from '../../src/domain/catalogue/find-matter.ts';
import type { Matter } from '../../src/domain/catalogue/matter-schema.ts';
import { applicantName } from '../../src/domain/rules/applicant.ts';
import { maskName } from '../../src/domain/rules/mask.ts';
import { summariseMatter } from '../../src/device/catalogue/find-in-catalogue.ts';
import type {
  CaseView,
  ClerkView,
  CaseWish,
  DeviceApi,
  DeviceState,
  DraftPaper,
  DraftView,
  OutboxView,
  PageView,
  StickPlan,
  StickReplyRead,
  SecondFactor,
  HealthView,
  Releasable,
  StepWords,
  StorageView,
  SyncView,
  Watch,
} from '../../src/device/device-api.ts';
import type { UnlockPolicy } from '../../src/protocol/enrolment.ts';
import type { ErrorCode, Outcome } from '../../src/protocol/error-code.ts';

export const catalogue = JSON.parse(matters) as Catalogue;
export const PIN = '258036';
/** A card's text; its bits are nobody's. */
export const CARD = 'VSPCARD1:0000-0000-0000-0000-0000-0000-00KH';
const NOW = '2026-11-25T02:36:00.000Z';

export const noSync: SyncView = {
  link: 'offline',
  running: false,
  sending: null,
  lastContactAt: '2026-11-25T00:01:00.000Z',
  allDeliveredAt: null,
  nextAttemptAt: null,
  deviceRevoked: false,
  appTooOld: false,
  lost: [],
  clockAheadMs: 12_000,
  photographs: {
    photographs: 'always',
    dailyMegabytes: null,
    spentToday: 0,
    isMetered: false,
    waitingFor: null,
  },
};
export const emptyOutbox: OutboxView = {
  pending: [],
  attention: [],
  held: [],
  settled: [],
  damaged: [],
  acts: 0,
  unsent: {
    operations: 0,
    operationBytes: 0,
    materials: 0,
    materialBytes: 0,
    oldestMadeAt: null,
    notExported: [],
  },
};
export const roomyStorage: StorageView = {
  state: 'ok',
  unsent: { materials: 0, bytes: 0 },
  limitBytes: 2 * 1024 * 1024 * 1024,
  photographsLeft: 13_981,
  hasTextRoom: true,
  persistence: 'granted',
};
export const readyState: DeviceState = {
  stage: 'ready',
  broken: null,
  storeTooNew: false,
  catalogue: { version: '1', isDraft: true, demo: true },
  station: {
    code: '422825201237',
    name: '水田坝村便民服务点',
    villageName: '水田坝村',
    town9: '422825201',
    townName: '沙道沟镇',
    phone: '0718-5830000',
    deviceNumber: 2,
  },
  policy: 'pin',
  clerks: [aClerk('clerk-1', '田代办员'), aClerk('clerk-2', '向代办员')],
  clerk: { id: 'clerk-1', name: '田代办员' },
  newClerk: null,
  access: {
    device: 'active',
    isForked: false,
    leaseEnded: false,
    unreadable: 0,
  },
  bound: true,
  enrolmentProblem: null,
  lastSeq: 0,
};

/** Of the demo's policy, bound. */
export function aClerk(
  id: string,
  name: string,
  changes: Partial<ClerkView> = {},
): ClerkView {
  return {
    id,
    name,
    policy: 'pin',
    role: 'clerk',
    needs: null,
    prfCredential: null,
    bound: true,
    problem: null,
    ...changes,
  };
}

/** A value that watchers follow. */
export class Watched<Value> {
  value: Value;
  #callbacks = new Set<(value: Value) => void>();
  constructor(value: Value) {
    this.value = value;
  }
  set(value: Value): void {
    this.value = value;
    for (const callback of this.#callbacks) callback(value);
  }
  readonly watch: Watch<Value> = (callback) => {
    this.#callbacks.add(callback);
    callback(this.value);
    return Promise.resolve(() => void this.#callbacks.delete(callback));
  };
}

type Stored = DraftView & { removedAt: string | null; gone: boolean };

export class FakeDevice {
  readonly state = new Watched<DeviceState>(readyState);
  readonly outbox = new Watched<OutboxView>(emptyOutbox);
  readonly sync = new Watched<SyncView>(noSync);
  readonly storage = new Watched<StorageView>(roomyStorage);
  readonly health = new Watched<HealthView>({
    selfCheck: null,
    isRecoverable: true,
  });
  releasable: Releasable = { materials: 0, bytes: 0 };
  /** Whether a broken store opens when it is tried again. */
  opens = true;
  /** What one press of the send button does. */
  sendNow: () => Promise<void> = () => Promise.resolve();
  readonly drafts = new Watched<Stored[]>([]);
  readonly cases = new Watched<CaseView[]>([]);
  /** Each call of saveAnswers, as the page made it. */
  readonly saves: Record<string, unknown>[] = [];
  /** Of the next ticket. */
  policy: UnlockPolicy = 'pin';
  /** Secrets and second factors, as the page gave them. */
  readonly secrets: { secret: string; factor?: SecondFactor }[] = [];
  readonly wishes: CaseWish[] = [];
  /** What the refused step said, and what was said instead. */
  step: StepWords = { kind: 'rate', level: 0, comment: '' };
  readonly mended: StepWords[] = [];
  readonly takenBack: {
    operationId: string;
    reason: string;
    words: string;
  }[] = [];
  /** Calls of submit that reached the device. */
  submits = 0;
  /** What the export finds, writes and is answered. */
  readonly stick: {
    plan: (choice: { photographs: boolean }) => Outcome<StickPlan>;
    write: (
      part: number,
      onBytes: (bytes: number) => void,
    ) => Promise<Outcome<Blob>>;
    reply: Outcome<StickReplyRead>;
    confirmed: number;
  } = {
    plan: () => ({ ok: false, code: 'nothingToExport' }),
    write: (part) =>
      Promise.resolve({ ok: true, value: new Blob([`part ${part}`]) }),
    reply: { ok: false, code: 'fileForeign' },
    confirmed: 0,
  };
  /** Set: the next saves and the submit fail with it. */
  fails: ErrorCode | undefined;
  #made = 0;
  #removedPages = new Map<string, { page: PageView; at: number }>();
  readonly pictures = new Map<string, Blob>();

  /** A draft as it would lie on the device. */
  addDraft(matterCode: string, draft: Partial<DraftView> = {}): string {
    this.#made += 1;
    const draftId = `draft-${this.#made}`;
    this.drafts.set([
      ...this.drafts.value,
      {
        draftId,
        purpose: { kind: 'submit' },
        matterCode,
        catalogueVersion: '1',
        isLifted: false,
        answers: {},
        papers: [],
        signature: null,
        consents: [],
        startedAt: NOW,
        savedAt: NOW,
        removedAt: null,
        gone: false,
        ...draft,
      },
    ]);
    return draftId;
  }

  /** A case as it would lie on the device, with what the county has said. */
  addCase(
    matterCode: string,
    answers: Answers,
    {
      events = [],
      papers = [],
      ...rest
    }: Partial<CaseView> & { events?: CaseEvent[] } = {},
  ): string {
    this.#made += 1;
    const caseId = `019ab000-0000-7000-8000-${String(this.#made).padStart(12, '0')}`;
    const matter = matterOf(matterCode);
    const name = applicantName(matter, answers);
    const state = foldCase(events);
    const number = makeReceiptNumber({
      region: '422825201237',
      date: '2026-11-25',
      deviceNumber: 2,
      serial: this.#made,
    });
    const noticeBy = { date: '2026-12-02', provisional: false };
    const hasArrived = events.length > 0;
    this.cases.set([
      ...this.cases.value,
      {
        caseId,
        isReadable: true,
        isHistoryReadable: true,
        damaged: 0,
        catalogueVersion: '1',
        acts: OPERATION_KINDS.filter(
          (kind): kind is CaseOperationKind =>
            kind !== 'journal' &&
            isAllowed(hasArrived ? state.status : 'received', kind),
        ),
        unsentKinds: [],
        number,
        matterCode,
        matterShort: matter.short,
        applicantName: name,
        takenInAt: NOW,
        display: displayStatus(state, {
          submit: hasArrived ? 'applied' : 'pending',
          laterRefused: false,
          laterHeld: false,
          textUnderWay: false,
          materialsLeft: 0,
        }),
        unsentLater: 0,
        correctionDueOn: state.correction?.dueOn.date ?? null,
        answerDraftId: null,
        state,
        events,
        answers,
        papers,
        materials: { total: 0, left: 0, leftBytes: 0 },
        arrivedAt: events[0]?.at ?? null,
        noticeBy,
        receipt: {
          number,
          queryCode: 'K7M4QX',
          qr: `http://localhost:8080/r#${'eyJhbGciOiJFUzI1NiJ9'.repeat(12)}`,
          matterName: matter.name,
          applicantMasked: maskName(name),
          idLast4: '004X',
          takenInAt: NOW,
          stationName: '水田坝村便民服务点',
          clerkName: '田代办员',
          phone: '0718-5830000',
          noticeBy,
          promisedDays: matter.promisedDays,
          papers: matter.materials.slice(0, 4).map((material, index) => ({
            name: material.name,
            how: (['seen', 'photo', 'generated'] as const)[index % 3] ?? 'seen',
            pages: index % 3 === 1 ? 2 : 0,
          })),
        },
        trouble: null,
        ...rest,
      },
    ]);
    return caseId;
  }

  draft(draftId: string): Stored {
    const found = this.drafts.value.find((each) => each.draftId === draftId);
    if (found === undefined) throw new Error(`no draft ${draftId}`);
    return found;
  }

  #change(
    draftId: string,
    change: (draft: Stored) => Partial<Stored>,
  ): Outcome<DraftView> {
    if (this.fails !== undefined) return { ok: false, code: this.fails };
    if (!this.drafts.value.some((each) => each.draftId === draftId))
      return { ok: false, code: 'draftNotFound' };
    const savedAt = new Date().toISOString();
    this.drafts.set(
      this.drafts.value.map((each) =>
        each.draftId === draftId ? { ...each, savedAt, ...change(each) } : each,
      ),
    );
    return { ok: true, value: viewOf(this.draft(draftId)) };
  }

  #pages(
    draftId: string,
    paperId: string,
    change: (pages: PageView[]) => PageView[],
  ): Outcome<DraftView> {
    return this.#change(draftId, ({ papers }) => {
      const before = papers.find((each) => each.paperId === paperId);
      const pages = change(before?.how === 'photo' ? before.pages : []);
      const rest = papers.filter((each) => each.paperId !== paperId);
      const paper: DraftPaper = { how: 'photo', paperId, pages };
      return { papers: pages.length === 0 ? rest : [...rest, paper] };
    });
  }

  readonly api: DeviceApi = {
    device: {
      watchState: this.state.watch,
      tryAgain: () => {
        if (!this.opens)
          return Promise.resolve({ ok: false, code: 'storageFailed' });
        this.state.set(readyState);
        return Promise.resolve({ ok: true, value: null });
      },
      readTicket: (text) => Promise.resolve(this.#readTicket(text)),
      fetchTicket: (code) => Promise.resolve(this.#readTicket(code)),
      vouch: () => Promise.resolve(this.#readTicket('')),
      dropTicket: () => {
        this.state.set({ ...this.state.value, newClerk: null });
        return Promise.resolve();
      },
      makeCard: () => Promise.resolve(CARD),
      changeSecret: (old, chosen) => {
        this.secrets.push(old, chosen);
        return Promise.resolve(
          old.secret === PIN
            ? { ok: true, value: null }
            : { ok: false, code: 'wrongSecret', details: { left: 4 } },
        );
      },
      removeClerk: (clerkId) => {
        const { clerks } = this.state.value;
        this.state.set({
          ...this.state.value,
          clerks: clerks.filter(({ id }) => id !== clerkId),
        });
        return Promise.resolve({ ok: true, value: null });
      },
      enrol: (secret, factor) => {
        this.secrets.push({ secret, ...(factor && { factor }) });
        if (/^(\d)\1+$/.test(secret))
          return Promise.resolve({ ok: false, code: 'secretTooWeak' });
        this.state.set(readyState);
        return Promise.resolve({ ok: true, value: null });
      },
      unlock: (clerkId, secret, factor) => {
        this.secrets.push({ secret, ...(factor && { factor }) });
        const clerk = this.state.value.clerks.find(({ id }) => id === clerkId);
        if (secret !== PIN || clerk === undefined)
          return Promise.resolve({
            ok: false,
            code: 'wrongSecret',
            details: { left: 4 },
          });
        this.state.set({ ...this.state.value, clerk });
        return Promise.resolve({ ok: true, value: null });
      },
      lock: () => {
        this.state.set({ ...this.state.value, clerk: null });
        return Promise.resolve();
      },
    },
    catalogue: {
      find: (query) =>
        Promise.resolve(
          query === ''
            ? catalogue.matters.map(summariseMatter)
            : findMatters(catalogue, query).map(({ matter }) =>
                summariseMatter(matter),
              ),
        ),
      matter: (code) =>
        Promise.resolve({ ok: true, value: matterOf(code) } as const),
      categories: () => Promise.resolve(catalogue.categories),
      departments: () => Promise.resolve(catalogue.departments),
      regions: () => Promise.resolve(catalogue.regions),
      materialTypes: () => Promise.resolve(catalogue.materialTypes),
    },
    drafts: {
      watch: (callback) =>
        this.drafts.watch((drafts) =>
          callback(
            drafts
              .filter(({ gone }) => !gone)
              .map((draft) => ({
                draftId: draft.draftId,
                isReadable: true,
                purpose: draft.purpose.kind,
                isRepair: draft.purpose.repairs !== undefined,
                matterCode: draft.matterCode,
                matterShort: matterOf(draft.matterCode).short,
                applicantName:
                  applicantName(matterOf(draft.matterCode), draft.answers) ||
                  null,
                savedAt: draft.savedAt,
                removedAt: draft.removedAt,
              })),
          ),
        ),
      create: (matterCode) =>
        Promise.resolve({ ok: true, value: this.addDraft(matterCode) }),
      createAnswer: (caseId) => {
        const view = this.#case(caseId);
        const { correction } = view.state;
        if (correction === null)
          return Promise.resolve({ ok: false, code: 'notAllowedNow' });
        const draftId = this.addDraft(view.matterCode, {
          answers: view.answers,
          purpose: {
            kind: 'answerCorrection',
            caseId,
            number: view.number,
            correctionEvent: correction.event,
            items: correction.items,
          },
        });
        return Promise.resolve({ ok: true, value: draftId });
      },
      createSupplement: (caseId) => {
        const view = this.#case(caseId);
        const papers = view.papers.flatMap((paper) =>
          paper.how === 'photo' &&
          paper.pages.some(({ state }) => state === 'damaged')
            ? [paper.paperId]
            : [],
        );
        const draftId = this.addDraft(view.matterCode, {
          purpose: {
            kind: 'supplement',
            caseId,
            number: view.number,
            papers,
            signature: false,
          },
        });
        return Promise.resolve({ ok: true, value: draftId });
      },
      read: (draftId) => {
        const found = this.drafts.value.find(
          (each) => each.draftId === draftId && !each.gone,
        );
        return Promise.resolve(
          found === undefined
            ? { ok: false, code: 'draftNotFound' }
            : { ok: true, value: viewOf(found) },
        );
      },
      saveAnswers: (draftId, changes) => {
        this.saves.push(changes);
        const done = this.#change(draftId, ({ answers }) => {
          const next: Answers = { ...answers };
          for (const [id, value] of Object.entries(changes)) {
            if (value === null) delete next[id];
            else next[id] = value;
          }
          return { answers: next };
        });
        return Promise.resolve(
          done.ok ? { ok: true, value: done.value.savedAt } : done,
        );
      },
      saveConsents: (draftId, consents) => {
        const done = this.#change(draftId, () => ({ consents }));
        return Promise.resolve(
          done.ok ? { ok: true, value: done.value.savedAt } : done,
        );
      },
      markSeen: (draftId, paperId) =>
        Promise.resolve(
          this.#change(draftId, ({ papers }) => ({
            papers: [
              ...papers.filter((each) => each.paperId !== paperId),
              { how: 'seen', paperId, seenAt: NOW },
            ],
          })),
        ),
      clearPaper: (draftId, paperId) =>
        Promise.resolve(
          this.#change(draftId, ({ papers }) => ({
            papers: papers.filter((each) => each.paperId !== paperId),
          })),
        ),
      addPhotograph: (draftId, paperId, file) => {
        this.#made += 1;
        const sha256 = String(this.#made).padStart(64, 'a');
        this.pictures.set(sha256, file);
        return Promise.resolve(
          this.#pages(draftId, paperId, (pages) => [
            ...pages,
            { sha256, mediaType: 'image/jpeg', bytes: 148_000, state: 'saved' },
          ]),
        );
      },
      removePage: (draftId, paperId, sha256) =>
        Promise.resolve(
          this.#pages(draftId, paperId, (pages) => {
            const at = pages.findIndex((page) => page.sha256 === sha256);
            const page = pages[at];
            if (page) this.#removedPages.set(sha256, { page, at });
            return pages.filter((each) => each.sha256 !== sha256);
          }),
        ),
      restorePage: (draftId, paperId, sha256) =>
        Promise.resolve(
          this.#pages(draftId, paperId, (pages) => {
            const kept = this.#removedPages.get(sha256);
            return kept === undefined
              ? pages
              : [
                  ...pages.slice(0, kept.at),
                  kept.page,
                  ...pages.slice(kept.at),
                ];
          }),
        ),
      saveSignature: (draftId, png) => {
        const sha256 = 'b'.repeat(64);
        if (png) this.pictures.set(sha256, png);
        return Promise.resolve(
          this.#change(draftId, () => ({
            signature:
              png === null
                ? null
                : {
                    sha256,
                    mediaType: 'image/png',
                    bytes: 9000,
                    state: 'saved',
                  },
          })),
        );
      },
      remove: (draftId) => {
        this.#change(draftId, () => ({ removedAt: NOW }));
        return Promise.resolve();
      },
      restore: (draftId) => {
        this.#change(draftId, () => ({ removedAt: null }));
        return Promise.resolve();
      },
      submit: (draftId) => {
        this.submits += 1;
        if (this.fails !== undefined)
          return Promise.resolve({ ok: false, code: this.fails });
        const { matterCode, answers, papers } = this.draft(draftId);
        const caseId = this.addCase(matterCode, answers, { papers });
        const { number } = this.#case(caseId);
        this.#change(draftId, () => ({ gone: true }));
        return Promise.resolve({
          ok: true,
          value: { caseId, number, savedAt: NOW },
        });
      },
    },
    cases: {
      watch: (callback) => this.cases.watch((cases) => callback(cases)),
      watchOne: (caseId, callback) =>
        this.cases.watch((cases) =>
          callback(cases.find((each) => each.caseId === caseId) ?? null),
        ),
      act: (caseId, wish) => {
        if (this.fails !== undefined)
          return Promise.resolve({ ok: false, code: this.fails });
        this.wishes.push(wish);
        const { number } = this.#case(caseId);
        return Promise.resolve({
          ok: true,
          value: { caseId, number, savedAt: NOW },
        });
      },
    },
    materials: {
      read: (sha256) => {
        const value = this.pictures.get(sha256);
        return Promise.resolve(
          value === undefined
            ? { ok: false, code: 'materialDamaged' }
            : { ok: true, value },
        );
      },
    },
    outbox: {
      watch: this.outbox.watch,
      repair: (operationId) => {
        const row = this.outbox.value.attention.find(
          (each) => each.operationId === operationId,
        );
        if (row === undefined || row.caseId === null)
          return Promise.resolve({ ok: false, code: 'operationNotFound' });
        const { matterCode, answers, number } = this.#case(row.caseId);
        const { caseId, code, paths } = row;
        const draftId = this.addDraft(matterCode, {
          answers,
          purpose: {
            kind: 'submit',
            repairs: { operationId, caseId, number, code, paths },
          },
        });
        return Promise.resolve({ ok: true, value: draftId });
      },
      readStep: () => Promise.resolve({ ok: true, value: this.step }),
      mendStep: (operationId, words) => {
        this.mended.push(words);
        this.#leaveTray(operationId);
        return Promise.resolve({ ok: true, value: null });
      },
      sendAgain: (operationId) => {
        this.#leaveTray(operationId);
        return Promise.resolve({ ok: true, value: null });
      },
      takeBack: (operationId, why) => {
        this.takenBack.push({ operationId, ...why });
        this.#leaveTray(operationId);
        return Promise.resolve({ ok: true, value: null });
      },
    },
    storage: {
      watch: this.storage.watch,
      releasable: () => Promise.resolve({ ok: true, value: this.releasable }),
      release: () => {
        const value = this.releasable;
        this.releasable = { materials: 0, bytes: 0 };
        return Promise.resolve({ ok: true, value });
      },
      notePersistence: (persistence) => {
        this.storage.set({ ...this.storage.value, persistence });
        return Promise.resolve({ ok: true, value: null });
      },
    },
    health: {
      watch: this.health.watch,
      check: ({ canPrint }) => {
        const value = { at: NOW, failed: canPrint ? [] : ['print' as const] };
        this.health.set({ ...this.health.value, selfCheck: value });
        return Promise.resolve({ ok: true, value });
      },
      diagnose: () =>
        Promise.resolve({ ok: true, value: { outbox: { pending: 12 } } }),
    },
    sync: {
      watch: this.sync.watch,
      now: () => this.sendNow(),
      photographsNow: () => this.sendNow(),
      setPolicy: (policy) => {
        const view = this.sync.value;
        this.sync.set({
          ...view,
          photographs: { ...view.photographs, ...policy },
        });
        return Promise.resolve({ ok: true, value: null });
      },
    },
    stick: {
      plan: (choice) => Promise.resolve(this.stick.plan(choice)),
      write: (_planId, part, onBytes) => this.stick.write(part, onBytes),
      confirm: () => {
        this.stick.confirmed += 1;
        return Promise.resolve({ ok: true, value: null });
      },
      readReply: () => Promise.resolve(this.stick.reply),
    },
  };

  #leaveTray(operationId: string): void {
    const { attention } = this.outbox.value;
    this.outbox.set({
      ...this.outbox.value,
      attention: attention.filter((each) => each.operationId !== operationId),
    });
  }

  #case(caseId: string): CaseView {
    const found = this.cases.value.find((each) => each.caseId === caseId);
    if (found === undefined) throw new Error(`no case ${caseId}`);
    return found;
  }

  #readTicket(text: string): Outcome<NonNullable<DeviceState['station']>> {
    if (text === '00000000') return { ok: false, code: 'ticketUsed' };
    const { station } = readyState;
    if (station === null) throw new Error('the fake has a station');
    this.state.set({
      ...this.state.value,
      stage: 'ticketRead',
      station,
      policy: this.policy,
    });
    return { ok: true, value: station };
  }
}

/** A device that nobody has set up yet. */
export function anEmptyDevice(): FakeDevice {
  const fake = new FakeDevice();
  fake.state.set({
    ...readyState,
    stage: 'empty',
    station: null,
    policy: null,
    clerks: [],
    clerk: null,
    bound: false,
  });
  return fake;
}

export function matterOf(code: string): Matter {
  const found = catalogue.matters.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no matter ${code}`);
  return found;
}

function viewOf(stored: Stored): DraftView {
  const { removedAt: _removedAt, gone: _gone, ...view } = stored;
  return view;
}
