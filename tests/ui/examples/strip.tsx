import { Strip } from '../../../src/ui/strip/strip.tsx';
import {
  stripLine,
  type StripFacts,
  type StripLeftKind,
  type StripRightKind,
} from '../../../src/ui/strip/strip-line.ts';
import type { Example } from './example.ts';

export const NOW = '2026-11-25T02:36:00.000Z';

/** Connected, nothing unsent, nothing wrong. */
export const calm: StripFacts = {
  locked: false,
  link: 'connected',
  sending: null,
  unsent: { cases: 0, materials: 0, materialBytes: 0 },
  lastContactAt: '2026-11-25T02:30:00.000Z',
  now: NOW,
  refused: 0,
  allDeliveredAt: '2026-11-25T02:21:00.000Z',
  draft: null,
  deviceRevoked: false,
  updateWaiting: false,
};
export const twelve = {
  cases: 12,
  materials: 31,
  materialBytes: 3_800_000,
};
export const sending = {
  phase: 'materials' as const,
  operationsLeft: 3,
  bytesSent: 1_200_000,
  bytesTotal: 3_800_000,
  secondsLeft: 60,
};
/** A few lines of text on a thin link. */
export const sendingText = {
  phase: 'text' as const,
  operationsLeft: 3,
  bytesSent: 0,
  bytesTotal: 6_000,
  secondsLeft: 20,
};
export const daysAgo = (days: number) =>
  new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

/** What makes each line of the left. */
export const leftFacts: Record<StripLeftKind, Partial<StripFacts>> = {
  locked: { locked: true, sending, unsent: twelve },
  sending: { sending, unsent: twelve },
  thinText: { sending: sendingText, unsent: twelve },
  thinPhotos: { sending: { ...sending, secondsLeft: 4_000 }, unsent: twelve },
  broken: {
    link: 'broken',
    sending,
    unsent: twelve,
    retry: { inSeconds: 8, bytesSent: 1_250_000 },
  },
  portal: { link: 'portal', unsent: twelve },
  silentUnsent: { link: 'offline', unsent: twelve, lastContactAt: daysAgo(3) },
  silent: { link: 'offline', lastContactAt: daysAgo(3) },
  offlineUnsent: { link: 'offline', unsent: twelve },
  offline: { link: 'offline' },
  photosWait: { unsent: { ...twelve, cases: 0 } },
  connectedUnsent: { unsent: twelve },
  allDelivered: {},
};

/** What makes each line of the right. */
export const rightFacts: Record<StripRightKind, Partial<StripFacts>> = {
  draftSaved: { draft: { state: 'saved', at: NOW } },
  draftSaving: { draft: { state: 'saving', at: null } },
  draftFailed: { draft: { state: 'failed', at: NOW } },
  revoked: { deviceRevoked: true },
  dataLost: { dataLost: true },
  appTooOld: { appTooOld: true },
  storageFull: { storage: 'full' },
  refused: { refused: 2 },
  damaged: { damaged: 1 },
  storageLow: { storage: 'low' },
  updateWaiting: { updateWaiting: true },
  clockWrong: { clockWrong: true },
};

const draw = (facts: Partial<StripFacts>) => () => (
  <Strip line={stripLine({ ...calm, ...facts })} href="#sending" />
);

export const stripExamples: Example[] = [
  ...Object.entries(leftFacts).map(([kind, facts]) => ({
    name: kind,
    draw: draw(facts),
  })),
  // Beside the line that most villages see.
  ...Object.entries(rightFacts).map(([kind, facts]) => ({
    name: `offline and ${kind}`,
    draw: draw({ ...leftFacts.offlineUnsent, ...facts }),
  })),
];
