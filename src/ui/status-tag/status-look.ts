import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import type { MaterialStatus } from '../../text/status.ts';
import type { IconName } from '../icon/icon-paths.ts';

export type Tone = 'neutral' | 'info' | 'ok' | 'wait' | 'warn' | 'bad';
export type Look = { icon: IconName; tone: Tone };

/** Icon and colour of each word. Offline states are neutral or info: that is how this works. */
export const statusLooks = {
  draft: { icon: 'pencil', tone: 'neutral' },
  waitingSignature: { icon: 'pencil', tone: 'wait' },
  saved: { icon: 'box-check', tone: 'info' },
  sending: { icon: 'up-arrow', tone: 'info' },
  delivered: { icon: 'double-check', tone: 'ok' },
  received: { icon: 'clock', tone: 'neutral' },
  accepted: { icon: 'check', tone: 'ok' },
  acceptedWithDeficiency: { icon: 'check', tone: 'wait' },
  correcting: { icon: 'hand-back', tone: 'warn' },
  inDepartment: { icon: 'clock', tone: 'neutral' },
  publicNotice: { icon: 'pause', tone: 'neutral' },
  paused: { icon: 'pause', tone: 'neutral' },
  awaitingPickup: { icon: 'hand-back', tone: 'wait' },
  concluded: { icon: 'check', tone: 'ok' },
  rejected: { icon: 'cross', tone: 'bad' },
  notAccepted: { icon: 'cross', tone: 'bad' },
  withdrawn: { icon: 'cross', tone: 'neutral' },
  needsAttention: { icon: 'octagon', tone: 'bad' },
  held: { icon: 'octagon', tone: 'warn' },
  unconfirmed: { icon: 'clock', tone: 'neutral' },
} as const satisfies Record<DisplayStatus, Look>;

export const materialLooks = {
  missing: { icon: 'triangle', tone: 'warn' },
  optional: { icon: 'circle', tone: 'neutral' },
  seen: { icon: 'check', tone: 'ok' },
  photographed: { icon: 'box-check', tone: 'info' },
  certificateUnverified: { icon: 'qr', tone: 'wait' },
  certificateVerified: { icon: 'qr', tone: 'ok' },
  commitmentUnsigned: { icon: 'pencil', tone: 'wait' },
  committed: { icon: 'pencil', tone: 'ok' },
  deficient: { icon: 'clock', tone: 'wait' },
  generated: { icon: 'check', tone: 'neutral' },
  notNeeded: { icon: 'check', tone: 'neutral' },
  uploading: { icon: 'up-arrow', tone: 'info' },
  uploaded: { icon: 'double-check', tone: 'ok' },
  retake: { icon: 'hand-back', tone: 'bad' },
  originalHeld: { icon: 'box-check', tone: 'warn' },
} as const satisfies Record<MaterialStatus, Look>;
