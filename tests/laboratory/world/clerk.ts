// A clerk at a profile: does one thing after the other, opens what was closed,
// unlocks what is locked, and tells the oracle what the screen said.
import type { Outcome } from '../../../src/protocol/error-code.ts';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import type { DeviceApi } from '../../../src/device/device-api.ts';
import type { OutboxRow } from '../../../src/device/database/tables.ts';
import { issueTicket } from '../../../src/platform/enrolment/issue-ticket.ts';
import { Random } from '../scheduler/random.ts';
import { Lane } from '../scheduler/scheduler.ts';
import { sha256, type Saved } from '../oracle/oracle.ts';
import type { Act } from '../plan/plan.ts';
import { answersOf, consents, picture, signature } from './paper.ts';
import { MATTER, PAPERS } from './places.ts';
import { hasStoreFaults, passFirstPage, readNewTicket } from './first-page.ts';
import type { Profile } from './profile.ts';
import {
  firstCorrection,
  listCases,
  printedQr,
  shownState,
} from './screens.ts';
import { PIN, type Window } from './window.ts';
import type { World } from './world.ts';

type ClerksAct = Act & { by: 'clerk' };

/** So often a clerk tries to unlock, and so long he waits in between. */
const TRIES = 10;
const AGAIN_MS = 60_000;

/** The screen said no, which is an answer. */
class Refused extends Error {}

export class Clerk {
  readonly #world: World;
  readonly #profile: Profile;
  readonly #lane: Lane;
  readonly #waiting: ClerksAct[] = [];
  #isBusy = false;
  /** Raised when a window dies: what was begun before is not gone on with. */
  #turn = 0;
  isEnrolled = false;

  constructor(world: World, profile: Profile) {
    this.#world = world;
    this.#profile = profile;
    this.#lane = new Lane(`${profile.name} clerk`);
  }

  get isIdle(): boolean {
    return !this.#isBusy && this.#waiting.length === 0;
  }

  /** Before anything goes wrong: opens, reads the ticket, makes the keys. */
  async setUp(): Promise<void> {
    const { county } = this.#world;
    const { station, clerk, windows } = this.#profile;
    const process = county.process();
    const [window] = windows;
    if (process === undefined || window === undefined)
      throw new Error('nothing to begin with');
    const { ticket } = await issueTicket(process.context, {
      stationCode: station,
      clerk,
      policy: 'pin',
    });
    window.open();
    must(await window.do('ticket', (api) => api.device.readTicket(ticket)));
    must(await window.do('enrol', (api) => api.device.enrol(PIN)));
    this.isEnrolled = true;
    await this.openAll();
  }

  /** Opens every window that is closed, and unlocks. */
  async openAll(): Promise<void> {
    for (const window of this.#profile.windows) {
      if (!window.isOpen) window.open();
      if (hasStoreFaults(this.#world))
        await passFirstPage(this.#world, this.#profile, window);
      await unlock(window, this.#profile);
    }
  }

  /** A device that was suspended hears only from its next round that it is not. */
  #openAtLast(): Promise<void> {
    return this.#atLast(() => this.openAll());
  }

  async #atLast(act: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1)
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof Refused) || tries === TRIES) throw error;
        const { scheduler } = this.#world;
        await scheduler.sleep(this.#lane, 'try again', AGAIN_MS);
      }
  }

  /** All is well again: opens everything, and mostly the system says so. */
  recover(isTold: boolean): void {
    this.#turn += 1;
    this.#run(async () => {
      await this.#openAtLast();
      await this.#readAgain();
      if (!isTold) return;
      for (const window of this.#profile.windows) window.linkIsBack();
    });
  }

  /**
   * Unlocks where the screen says that the county lets it, and that it is locked;
   * and where it says that another device had its ticket, reads a new one.
   */
  doWhatScreensSay(): void {
    if (!this.isIdle) return;
    this.#run(async () => {
      for (const window of this.#profile.openWindows) {
        const shown = await shownState(window);
        if (shown?.clerk === null && shown.access.device === 'active')
          await unlock(window, this.#profile);
        if (shown?.enrolmentProblem === 'ticketUsed')
          await this.#replaceTicket(window);
      }
    });
  }

  /** The second of a `ticketTwice` stays turned away, which its invariant asks for. */
  #replaceTicket(window: Window): Promise<void> {
    const { oracle } = this.#world;
    if (oracle.turnedAway.has(this.#profile.name)) return Promise.resolve();
    return this.#atLast(async () => {
      must(await readNewTicket(this.#world, this.#profile, window));
      oracle.fault('ticketReplaced');
    });
  }

  /** What was refused goes again as it is; else it is taken back. */
  workOffTray(): void {
    this.#run(async () => {
      const [window] = this.#profile.openWindows;
      if (window === undefined) return;
      await unlock(window, this.#profile);
      await lookAtOutbox(this.#world, this.#profile, window);
      const view = this.#world.oracle.shown.get(this.#profile.name);
      for (const { operationId: id, caseId } of view?.attention ?? []) {
        const begunMs = this.#world.scheduler.nowMs;
        const again = await window.do('again', (api) =>
          api.outbox.sendAgain(id),
        );
        const former = this.#world.oracle.saved.get(id);
        if (again.ok && former !== undefined && caseId !== null)
          this.#noteSaved({
            ...former,
            draft: former,
            begunMs,
            isAgain: true,
          });
        if (again.ok) continue;
        await window.do('take back', (api) =>
          api.outbox.takeBack(id, { reason: 'other', words: 'again' }),
        );
      }
    });
  }

  /** All is settled: once more through the drafts and 寄送. */
  lookOver(): void {
    this.#run(async () => {
      const [window] = this.#profile.openWindows;
      if (window === undefined) return;
      await unlock(window, this.#profile);
      await lookAtOutbox(this.#world, this.#profile, window);
      const { oracle } = this.#world;
      const second = oracle.turnedAway.get(this.#profile.name);
      if (second === undefined) return;
      second.shown = await shownState(window);
      second.listed = (await listCases(window)).map(({ caseId }) => caseId);
    });
  }

  /** At a new browser; `onRead`: from here on it needs no link. */
  enrolBy(ticket: string, onRead: () => void): void {
    const [window] = this.#profile.windows;
    if (window === undefined) return;
    window.open();
    this.#run(async () => {
      await this.#atLast(async () => {
        must(await window.do('ticket', (api) => api.device.readTicket(ticket)));
      });
      onRead();
      must(await window.do('enrol', (api) => api.device.enrol(PIN)));
      await this.openAll();
    });
  }

  /** At a profile that is enrolled already. */
  begin(): void {
    this.#run(() => this.openAll());
  }

  /** The windows were killed; after a while the clerk comes back to them. */
  died(downMs: number): void {
    this.#turn += 1;
    this.#isBusy = false;
    const turn = this.#turn;
    this.#world.scheduler.after(this.#lane, 'come back', downMs, () => {
      if (turn !== this.#turn) return;
      this.#run(() => this.openAll());
    });
  }

  do(act: ClerksAct): void {
    this.#waiting.push(act);
    this.next();
  }

  next(): void {
    if (this.#isBusy) return;
    const act = this.#waiting[0];
    const [window] = this.#profile.openWindows;
    if (act === undefined || window === undefined) return;
    this.#waiting.shift();
    const random = new Random(`act ${this.#world.plan.seed} ${act.id}`);
    this.#run(() => this.#perform(act, random));
  }

  #run(task: () => Promise<void>): void {
    this.#isBusy = true;
    const turn = this.#turn;
    const end = () => {
      if (turn !== this.#turn) return;
      this.#isBusy = false;
      this.next();
    };
    void task().then(end, (error: unknown) => {
      if (!(error instanceof Refused)) this.#world.oracle.bug(error);
      end();
    });
  }

  async #perform(act: ClerksAct, random: Random): Promise<void> {
    const window = random.pick(this.#profile.openWindows);
    await unlock(window, this.#profile);
    switch (act.act) {
      case 'submit':
        return this.#submit(window, act, random);
      case 'draft':
        await this.#draft(window, random, 1);
        return;
      case 'handIn':
        return this.#handInDrafts(window);
      case 'answer':
        return this.#answer(window, random);
      case 'contact':
      case 'withdraw':
        return this.#actOn(window, act.act, random);
      case 'lock':
        return window.do('lock', (api) => api.device.lock());
      case 'sync':
        return void window.do('sync', (api) => api.sync.now());
      default:
    }
  }

  async #draft(window: Window, random: Random, pictures: number) {
    const { oracle } = this.#world;
    const answers = answersOf(random);
    oracle.watchFor('name', nameIn(answers));
    const seen: string[] = [];
    const draftId = must(
      await window.do('create', (api) => api.drafts.create(MATTER)),
    );
    const on = async <Value>(
      label: string,
      act: (api: DeviceApi) => Promise<Outcome<Value>>,
    ) => must(await window.do(label, act));
    await on('type', (api) => api.drafts.saveAnswers(draftId, answers));
    const profile = this.#profile.name;
    oracle.typed.set(draftId, { profile, answers, isHandedIn: false });
    for (const [index, paperId] of PAPERS.entries()) {
      const blob = index < pictures ? picture(random) : undefined;
      if (blob === undefined) {
        await on('seen', (api) => api.drafts.markSeen(draftId, paperId));
        continue;
      }
      const bytes = new Uint8Array(await blob.arrayBuffer());
      oracle.watchFor('picture', bytes);
      seen.push(sha256(bytes));
      await on('photograph', (api) =>
        api.drafts.addPhotograph(draftId, paperId, blob),
      );
    }
    const pad = signature(random);
    seen.push(sha256(new Uint8Array(await pad.arrayBuffer())));
    await on('sign', (api) => api.drafts.saveSignature(draftId, pad));
    await on('consent', (api) => api.drafts.saveConsents(draftId, consents));
    const typed = oracle.typed.get(draftId);
    if (typed !== undefined) typed.pictures = seen;
    return { draftId, answers, pictures: seen };
  }

  async #submit(
    window: Window,
    { pictures }: ClerksAct & { act: 'submit' },
    random: Random,
  ): Promise<void> {
    const draft = await this.#draft(window, random, pictures);
    const { caseId } = await this.#handIn(window, draft);
    // He has forgotten a telephone number, and adds it at once.
    if (random.chance(0.25))
      await this.#actOn(window, 'contact', random, caseId);
  }

  async #handIn(
    window: Window,
    draft: Pick<Saved, 'answers' | 'pictures'> & { draftId: string },
  ): Promise<{ caseId: string }> {
    const { oracle, scheduler } = this.#world;
    const typed = oracle.typed.get(draft.draftId);
    if (typed !== undefined) typed.isHandedIn = true;
    const begunMs = scheduler.nowMs;
    const submitted = await window.do('submit', (api) =>
      api.drafts.submit(draft.draftId),
    );
    if (!submitted.ok && typed !== undefined) typed.isHandedIn = false;
    const { caseId, number } = must(submitted);
    this.#noteSaved({ caseId, number, draft, begunMs });
    const qr = await printedQr(window, caseId);
    if (qr !== undefined)
      oracle.printed.push({ number, qr, profile: this.#profile.name });
    return { caseId };
  }

  /** Those that are complete, whenever they were begun. */
  async #handInDrafts(window: Window): Promise<void> {
    for (const [draftId, typed] of this.#world.oracle.typed) {
      const { profile, answers, pictures, isHandedIn } = typed;
      if (profile !== this.#profile.name || isHandedIn) continue;
      if (pictures === undefined) continue;
      // A no to one is none to the next.
      await this.#handIn(window, { draftId, answers, pictures }).catch(
        (error: unknown) => {
          if (!(error instanceof Refused)) throw error;
        },
      );
    }
  }

  /** A later operation on one of the cases, without a draft. */
  async #actOn(
    window: Window,
    kind: 'contact' | 'withdraw',
    random: Random,
    given?: string,
  ): Promise<void> {
    const cases = given === undefined ? await listCases(window) : [];
    const caseId =
      given ?? (cases.length === 0 ? undefined : random.pick(cases).caseId);
    if (caseId === undefined) return;
    const answers =
      kind === 'contact'
        ? { applicantPhone: `0718000900${random.below(9)}` }
        : {};
    const begunMs = this.#world.scheduler.nowMs;
    const { number } = must(
      await window.do(kind, (api) =>
        api.cases.act(
          caseId,
          kind === 'contact'
            ? { kind: 'updateContact', answers }
            : { kind: 'withdraw', reason: 'no need any more', signature: null },
        ),
      ),
    );
    const draft = { answers, pictures: [] };
    this.#noteSaved({ caseId, number, draft, begunMs });
  }

  /** What was typed and not handed in is there, as it was typed. */
  async #readAgain(): Promise<void> {
    const { oracle } = this.#world;
    const [window] = this.#profile.openWindows;
    if (window === undefined) return;
    for (const [draftId, typed] of oracle.typed) {
      if (typed.profile !== this.#profile.name || typed.isHandedIn) continue;
      const draft = await window.do('read', (api) => api.drafts.read(draftId));
      typed.readAgain = draft.ok ? draft.value.answers : draft.code;
    }
  }

  /** Answers the first correction that is open, if there is one. */
  async #answer(window: Window, random: Random): Promise<void> {
    const open = await firstCorrection(window);
    if (open === undefined) return;
    const on = async <Value>(
      label: string,
      act: (api: DeviceApi) => Promise<Outcome<Value>>,
    ) => must(await window.do(label, act));
    const draftId = await on('answer', (api) => api.drafts.createAnswer(open));
    const view = await on('read', (api) => api.drafts.read(draftId));
    const pictures: string[] = [];
    const begunMs = this.#world.scheduler.nowMs;
    if (view.purpose.kind !== 'answerCorrection') return;
    for (const { about, target } of view.purpose.items) {
      if (target !== 'paper') continue;
      const blob = picture(random);
      pictures.push(sha256(new Uint8Array(await blob.arrayBuffer())));
      await on('photograph', (api) =>
        api.drafts.addPhotograph(draftId, about, blob),
      );
    }
    const { caseId, number } = await on('submit', (api) =>
      api.drafts.submit(draftId),
    );
    this.#noteSaved({
      caseId,
      number,
      draft: { answers: {}, pictures },
      begunMs,
    });
  }

  /** The screen has said it: from here on it may not be lost. */
  #noteSaved(said: {
    caseId: string;
    number: string;
    draft: Pick<Saved, 'answers' | 'pictures'>;
    begunMs: number;
    isAgain?: boolean;
  }): void {
    const { oracle } = this.#world;
    const { caseId, number, draft, begunMs, isAgain = false } = said;
    const row = this.#profile.disk
      .rows<OutboxRow>('outbox')
      .filter((each) => each.caseId === caseId)
      .sort((one, other) => other.seq - one.seq)[0];
    if (row === undefined) {
      oracle.savedNowhere.push(number);
      return;
    }
    const { id, seq, envelope } = row;
    oracle.save({
      operationId: id,
      kind: envelope.schema.replace(/@\d+$/, ''),
      caseId,
      number,
      profile: this.#profile.name,
      sha256: envelope.sha256,
      casePrev: envelope.casePrev,
      seq,
      answers: draft.answers,
      pictures: draft.pictures,
      isAgain,
      begunMs,
    });
  }
}

async function unlock(window: Window, { clerk }: Profile): Promise<void> {
  must(await window.do('unlock', (api) => api.device.unlock(clerk.id, PIN)));
}

async function lookAtOutbox(
  { oracle }: World,
  { name }: Profile,
  window: Window,
): Promise<void> {
  const stop = await window.do('outbox', (api) =>
    api.outbox.watch((view) => oracle.shown.set(name, view)),
  );
  stop();
}

function nameIn({ applicantName }: Answers): string {
  return typeof applicantName === 'string' ? applicantName : '';
}

function must<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Refused(outcome.code);
  return outcome.value;
}
