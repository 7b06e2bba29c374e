import { stripLeft, stripRight } from '../../text/strip.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** A transfer slower than this is a thin link: text first, and the sentence says so (20 kB/s). */
const THIN_BYTES_PER_SECOND = 20_000;
/** Days without contact from which the strip speaks of it, and from which it warns. */
const SILENT_DAYS = 2;
const WARNING_DAYS = 3;

/** Everything the strip is judged from. Times are ISO instants; `now` makes the function pure. */
export type StripFacts = {
  locked: boolean;
  link: 'unknown' | 'offline' | 'portal' | 'connected' | 'broken';
  sending: null | {
    phase: 'text' | 'materials';
    operationsLeft: number;
    bytesSent: number;
    bytesTotal: number;
    /** Null during the first two seconds, while the rate is not known. */
    secondsLeft: number | null;
  };
  unsent: { cases: number; materials: number; materialBytes: number };
  lastContactAt: string | null;
  now: string;
  refused: number;
  /** Cases with photographs that were lost before the county had them. */
  damaged?: number;
  allDeliveredAt: string | null;
  /** Null outside a draft. */
  draft: null | { state: 'saved' | 'saving' | 'failed'; at: string | null };
  deviceRevoked: boolean;
  appTooOld?: boolean;
  dataLost?: boolean;
  updateWaiting: boolean;
  /** After a break: when it goes on, and how much of the transfer is safe. */
  retry?: { inSeconds: number; bytesSent: number } | null;
  /** The clerk has chosen that photographs wait for a good link. */
  photosHeldBack?: boolean;
  storage?: 'ok' | 'low' | 'full';
  clockWrong?: boolean;
};

export type StripTone = 'neutral' | 'info' | 'ok' | 'wait' | 'warn' | 'bad';
export type StripLeftKind =
  | 'locked'
  | 'sending'
  | 'thinText'
  | 'thinPhotos'
  | 'broken'
  | 'portal'
  | 'silentUnsent'
  | 'silent'
  | 'offlineUnsent'
  | 'offline'
  | 'photosWait'
  | 'connectedUnsent'
  | 'allDelivered';
export type StripRightKind =
  | 'draftSaved'
  | 'draftSaving'
  | 'draftFailed'
  | 'revoked'
  | 'dataLost'
  | 'appTooOld'
  | 'storageFull'
  | 'refused'
  | 'damaged'
  | 'storageLow'
  | 'updateWaiting'
  | 'clockWrong';
type Slot<Kind> = { kind: Kind; text: string; tone: StripTone };
export type StripLine = {
  left: Slot<StripLeftKind>;
  right?: Slot<StripRightKind>;
};

/**
 * Says what holds first. Left is always the link to the county; right is the autosave inside a
 * draft, else one alert, else nothing. Offline is calm: amber and red are kept for what a person
 * must do.
 */
export function stripLine(facts: StripFacts): StripLine {
  const right = rightSlot(facts);
  return right === null
    ? { left: leftSlot(facts) }
    : { left: leftSlot(facts), right };
}

function leftSlot(facts: StripFacts): Slot<StripLeftKind> {
  const { link, unsent, sending } = facts;
  const { cases } = unsent;
  const hasUnsent = cases > 0 || unsent.materials > 0;
  if (facts.locked) {
    return slot(
      'locked',
      cases > 0 ? stripLeft.locked(cases) : stripLeft.lockedIdle(),
    );
  }
  // A break keeps the last figures in `sending`; the break is the news. And only
  // what the county answers to is called sending.
  if (sending !== null && link === 'connected') return sendingSlot(sending);
  if (link === 'broken' && hasUnsent) {
    const { retry } = facts;
    return slot(
      'broken',
      retry === null || retry === undefined
        ? stripLeft.brokenNoTime()
        : stripLeft.broken(retry.inSeconds, retry.bytesSent),
    );
  }
  if (link === 'portal') return slot('portal', stripLeft.portal());
  if (link === 'connected') return connectedSlot(facts);
  const days = silentDays(facts);
  if (hasUnsent && days >= SILENT_DAYS) {
    return slot(
      'silentUnsent',
      stripLeft.silentUnsent(days, cases),
      days >= WARNING_DAYS ? 'warn' : 'neutral',
    );
  }
  if (!hasUnsent && days >= WARNING_DAYS) {
    return slot('silent', stripLeft.silent(days));
  }
  const isUnknown = link === 'unknown';
  if (cases > 0) {
    return slot(
      'offlineUnsent',
      isUnknown
        ? stripLeft.unknownUnsent(cases)
        : stripLeft.offlineUnsent(cases),
    );
  }
  if (unsent.materials > 0) {
    return slot('photosWait', stripLeft.photosWait(unsent.materials));
  }
  return slot('offline', isUnknown ? stripLeft.unknown() : stripLeft.offline());
}

function connectedSlot(facts: StripFacts): Slot<StripLeftKind> {
  const { cases, materials } = facts.unsent;
  if (cases > 0) {
    return slot('connectedUnsent', stripLeft.connectedUnsent(cases), 'info');
  }
  if (materials > 0) {
    return slot('photosWait', stripLeft.photosWait(materials));
  }
  const at = facts.allDeliveredAt ?? facts.lastContactAt;
  // What was lost here has not come to the county: that is not all.
  const isAll = at !== null && (facts.damaged ?? 0) === 0;
  return slot(
    'allDelivered',
    !isAll ? stripLeft.connected() : stripLeft.allDelivered(at),
    'ok',
  );
}

function sendingSlot(
  sending: NonNullable<StripFacts['sending']>,
): Slot<StripLeftKind> {
  const { bytesSent, bytesTotal, secondsLeft, operationsLeft } = sending;
  const isThin =
    secondsLeft !== null &&
    secondsLeft > 0 &&
    (bytesTotal - bytesSent) / secondsLeft < THIN_BYTES_PER_SECOND;
  if (!isThin) {
    return slot(
      'sending',
      stripLeft.sending(bytesSent, bytesTotal, secondsLeft),
      'info',
    );
  }
  return sending.phase === 'text'
    ? slot(
        'thinText',
        stripLeft.thinText(operationsLeft, bytesTotal - bytesSent, secondsLeft),
        'info',
      )
    : slot(
        'thinPhotos',
        stripLeft.thinPhotos(bytesSent, bytesTotal, secondsLeft),
        'info',
      );
}

function rightSlot(facts: StripFacts): Slot<StripRightKind> | null {
  if (facts.draft !== null) return draftSlot(facts.draft);
  if (facts.deviceRevoked) return slot('revoked', stripRight.revoked(), 'bad');
  if (facts.storage === 'full') {
    return slot('storageFull', stripRight.storageFull(), 'bad');
  }
  if (facts.refused > 0) {
    return slot('refused', stripRight.refused(facts.refused), 'bad');
  }
  const { damaged = 0 } = facts;
  if (damaged > 0) {
    return slot('damaged', stripRight.damaged(damaged), 'bad');
  }
  if (facts.dataLost === true)
    return slot('dataLost', stripRight.dataLost(), 'bad');
  if (facts.appTooOld === true)
    return slot('appTooOld', stripRight.appTooOld(), 'warn');
  if (facts.storage === 'low') {
    return slot('storageLow', stripRight.storageLow(), 'wait');
  }
  if (facts.updateWaiting) {
    return slot('updateWaiting', stripRight.updateWaiting(), 'info');
  }
  return facts.clockWrong === true
    ? slot('clockWrong', stripRight.clockWrong(), 'wait')
    : null;
}

function draftSlot(
  draft: NonNullable<StripFacts['draft']>,
): Slot<StripRightKind> | null {
  switch (draft.state) {
    case 'saved':
      // Before the first durable commit nothing may be claimed.
      return draft.at === null
        ? null
        : slot('draftSaved', stripRight.draftSaved(draft.at));
    case 'saving':
      return slot('draftSaving', stripRight.draftSaving());
    case 'failed':
      return slot('draftFailed', stripRight.draftFailed(), 'bad');
    default:
      throw new Error(`no such autosave state: ${String(draft.state)}`);
  }
}

/** Whole days since the last contact; 0 when there never was one, for then nothing is known. */
function silentDays({ lastContactAt, now }: StripFacts): number {
  if (lastContactAt === null) return 0;
  return Math.floor((Date.parse(now) - Date.parse(lastContactAt)) / DAY_MS);
}

function slot<Kind>(
  kind: Kind,
  text: string,
  tone: StripTone = 'neutral',
): Slot<Kind> {
  return { kind, text, tone };
}
