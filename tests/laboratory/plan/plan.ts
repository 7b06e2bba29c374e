// What is to happen in a run, written down before it begins: who is there, what
// they do, what goes wrong. A seed makes one; shrinking takes lines out of it.
import type { Unheard } from '../memory/unheard-commit.ts';
import type { Death } from '../world/county.ts';
import type { ProfileWish } from '../world/profile.ts';
import type { Mishap, Outage } from '../world/weather.ts';

/** `atMs`: true time since the beginning; `id` also seeds the act's own chance. */
export type Act = { id: number; atMs: number } & (
  | { by: 'clerk'; profile: number; act: 'submit'; pictures: number }
  | { by: 'clerk'; profile: number; act: 'draft' | 'lock' | 'sync' }
  /** What lies there as a draft. */
  | { by: 'clerk'; profile: number; act: 'handIn' }
  | { by: 'clerk'; profile: number; act: 'contact' | 'withdraw' }
  | { by: 'clerk'; profile: number; act: 'answer' }
  | { by: 'reviewer'; act: 'decide' }
  | { by: 'operator'; act: 'backUp' | 'restart' }
);

export type Fault = { id: number } & (
  | ({ on: 'request'; profile: number; request: number } & Mishap)
  /** After so many tasks of the profile; it is opened again later. */
  | {
      on: 'task';
      profile: number;
      task: number;
      kind: 'killWindow' | 'killAll' | 'powerCut';
      downMs: number;
    }
  | { on: 'commit'; commit: number; kind: 'killServer'; when: Death }
  /** The connection to the engine is lost at it, and the server lives on. */
  | { on: 'commit'; commit: number; kind: 'commitUnheard'; what: Unheard }
  | {
      on: 'time';
      atMs: number;
      kind: 'restore';
      how: 'files' | 'dump';
      which: number;
    }
  | {
      on: 'time';
      atMs: number;
      kind: 'clock';
      profile: number;
      offsetMs: number;
      isFrozen: boolean;
    }
  | {
      on: 'time';
      atMs: number;
      kind: 'diskFull';
      profile: number;
      forMs: number;
    }
  /** Without access for a while: it goes on delivering, and what it sends is held. */
  | {
      on: 'time';
      atMs: number;
      kind: 'suspend';
      profile: number;
      forMs: number;
    }
  /** The service worker sends, whoever else is at it, until the system ends it. */
  | {
      on: 'time';
      atMs: number;
      kind: 'courier';
      profile: number;
      forMs: number;
    }
  /** Sealed work leaves as a file, and the county's answer comes back as one. */
  | {
      on: 'time';
      atMs: number;
      kind: 'stick';
      profile: number;
      how: 'whole' | 'twice' | 'torn' | 'tornThenWhole';
      /** 0 to 1: how much of a torn one is there. */
      part: number;
      withPictures: boolean;
      /** It is so long on its way, and comes a second time so much later. */
      wayMs: number;
      apartMs: number;
    }
  /** A browser's profile is copied, and both go on: the copy takes in cases too. */
  | {
      on: 'time';
      atMs: number;
      kind: 'copied';
      profile: number;
      submits: number;
      everyMs: number;
    }
  /**
   * A ticket that a device was enrolled with enrols a second browser, which takes in
   * cases without a link and then goes to the county.
   */
  | {
      on: 'time';
      atMs: number;
      kind: 'ticketTwice';
      profile: number;
      submits: number;
      everyMs: number;
      offlineMs: number;
      /** Its work comes to the county as a file too. */
      isCarried: boolean;
    }
  /** The bytes of a photograph are gone from the disk. */
  | {
      on: 'time';
      atMs: number;
      kind: 'rowGone';
      profile: number;
      which: number;
    }
  /** A new intake key; the county still opens what is sealed to the former one. */
  | { on: 'time'; atMs: number; kind: 'keyRotated' }
  /** Nothing gets through for a while; some systems say when that is over. */
  | {
      on: 'time';
      atMs: number;
      kind: 'outage';
      profile: number;
      how: Outage;
      forMs: number;
      isTold: boolean;
    }
  /** Its battery is empty, and it starts again with another wall clock. */
  | {
      on: 'time';
      atMs: number;
      kind: 'emptyBattery';
      profile: number;
      downMs: number;
      offsetMs: number;
    }
  /** Whoever opens the browser's database in this time is told that it cannot be. */
  | {
      on: 'time';
      atMs: number;
      kind: 'openFails';
      profile: number;
      forMs: number;
      /** The clerk is back so soon. */
      downMs: number;
    }
  /** The whole store of a profile is taken away; then it is enrolled again. */
  | {
      on: 'time';
      atMs: number;
      kind: 'evicted';
      profile: number;
      downMs: number;
      submits: number;
      everyMs: number;
    }
  /** A new version of the catalogue, in the middle of everything. */
  | { on: 'time'; atMs: number; kind: 'publish' }
  /**
   * A version of the catalogue is withdrawn by law; before that everybody begins a
   * draft, and hands it in some time.
   */
  | {
      on: 'time';
      atMs: number;
      kind: 'withdrawn';
      mode: 'stopIntake' | 'stopAll';
      /** After the drafts, and so on: each after the one before. */
      withdrawMs: number;
      /** null: no other version comes in its place. */
      replaceMs: number | null;
      handInMs: number;
      settleMs: number;
      /** What a person says of what was held for it. */
      decision: 'apply' | 'refuse' | null;
    }
  /** A proxy takes offence at the next operation, and lets no batch with it by. */
  | { on: 'time'; atMs: number; kind: 'proxy'; profile: number }
  /** The county's code fails on a case until the fault is mended. */
  | {
      on: 'time';
      atMs: number;
      kind: 'poison';
      which: number;
      /** The next case that comes instead of one that is there. */
      isNext?: boolean;
    }
);

/** Of a union, each by itself. */
export type Unnumbered<Kind> = Kind extends unknown ? Omit<Kind, 'id'> : never;

export type Plan = {
  seed: number;
  profiles: ProfileWish[];
  processes: number;
  acts: Act[];
  faults: Fault[];
  /** When all is settled, weeks go by, and what may leave the devices leaves. */
  hasWeeksAfter: boolean;
};
