import type { DeviceContext } from '../device-context.ts';
import type { Unlocked } from '../vault/vault-session.ts';
import type { FormerDevice } from '../database/meta-rows.ts';
import type { Store } from '../database/write.ts';
import type { DeliveryPorts } from '../ports.ts';
import type { Bell } from './bell.ts';
import type { LaterWhy } from './decide-answer.ts';
import type { Lanes } from './lanes.ts';
import { Pace } from './pace.ts';
import type { Progress } from './progress.ts';
import type { Session } from './session.ts';
import { Suspects } from './suspects.ts';

/**
 * What delivery needs: the database with its delivery key, and no vault, so that
 * a locked device and the courier deliver alike.
 */
export type DeliveryContext = DeliveryParts & {
  progress: Progress;
  /** False once the round is 30 s old: then no new request begins. */
  mayBegin: () => boolean;
  /** Rings when text was saved since the round began: it goes before photographs. */
  newText?: Bell;
  memory: RoundMemory;
  /** Of rounds that follow one another: uploads go on from one to the next. */
  lanes?: Lanes;
  /** Set: what is delivered is this former device's, in its name. */
  former?: FormerDevice;
};

/** `vault`: an unlocked author key widens a session to reading. */
export type DeliveryParts = {
  ports: DeliveryPorts;
  store: Store;
  vault?: { readonly unlocked: Unlocked | undefined };
};

/** What the steps of one round share. */
export type RoundContext = DeviceContext & DeliveryContext;

/** What is remembered from round to round, as long as the worker lives. */
export type RoundMemory = {
  session: Session | null;
  pace: Pace;
  /**
   * Bytes of text under way at once, in one batch or some: grows while the link
   * holds, shrinks when it cuts, and until it has been calm for a while (monotonic
   * ms) stays below the ceiling.
   */
  batchBytes: number;
  batchCeiling: number;
  calmAtMs: number;
  /** Operations of a batch: shrinks in the search for one that fails. */
  batchOperations: number;
  /** The county failed on everything when it was asked last. */
  isCountyDown: boolean;
  failingOperations: Suspects;
  failingMaterials: Suspects;
  copyPauses: Suspects;
  /** The county itself has failed on these: each goes by itself. */
  loneMaterials: Set<string>;
  /** A bundle as a whole did not go: for a while none is made. */
  areBundlesOff: boolean;
  /** Where an upload stood when it was asked last. */
  offsets: Map<string, number>;
  /** Some operation was put off too often: what the county lacks goes again. */
  mustReconcile: boolean;
  /** The clerk wants photographs sent now, whatever was chosen. */
  arePhotographsAsked: boolean;
  /** Since when the link has been too thin for them; monotonic ms. */
  thinSinceMs: number | null;
  /** Every material that may be sent stands in line. */
  areTurnsGiven: boolean;
  /** Rounds in which the county did not take what a witness offers. */
  witnessRounds: number;
  /** Of the deliveries for former devices, by their ids. */
  formers: Map<string, RoundMemory>;
};

export const SMALLEST_BATCH = 16 * 1024;
/**
 * As much keeps a thin line busy while answers travel, also the first one's, and
 * weighs some 32 kB on the line, which a cut may cost.
 */
export const CALM_BATCH = 54 * 1024;
export const LARGEST_BATCH = 128 * 1024;

/** Of a worker that has just started. */
export function freshMemory(): RoundMemory {
  return {
    session: null,
    pace: new Pace(),
    batchBytes: CALM_BATCH,
    batchCeiling: LARGEST_BATCH,
    calmAtMs: 0,
    batchOperations: Infinity,
    isCountyDown: false,
    failingOperations: new Suspects(),
    failingMaterials: new Suspects(),
    copyPauses: new Suspects(),
    loneMaterials: new Set(),
    areBundlesOff: false,
    offsets: new Map(),
    mustReconcile: false,
    arePhotographsAsked: false,
    thinSinceMs: null,
    areTurnsGiven: false,
    witnessRounds: 0,
    formers: new Map(),
  };
}

/** A person asks, or a network is back: everything is tried at once. */
export function forgiveAll(memory: RoundMemory): void {
  for (const former of memory.formers.values()) forgiveAll(former);
  memory.failingOperations.forgive();
  memory.failingMaterials.forgive();
  memory.copyPauses.forgive();
  memory.areBundlesOff = false;
}

/** How a step of a round ended. */
export type StepEnd =
  /** All is done that could be. `more`: the time was up. */
  | { end: 'done'; progressed: boolean; more: boolean }
  /** The session is stale; the round opens a new one once. */
  | { end: 'newSession'; progressed: boolean }
  | {
      end: 'later';
      progressed: boolean;
      why: LaterWhy;
      retryAfterS: number | null;
    }
  /** Only delivery from now on. */
  | { end: 'revoked'; progressed: boolean };

/** Nothing more is begun: time is up, or text was saved, which goes first. */
export function givesWay({
  mayBegin,
  newText,
}: Pick<DeliveryContext, 'mayBegin' | 'newText'>): boolean {
  return !mayBegin() || newText?.isRung === true;
}
