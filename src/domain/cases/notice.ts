import type { EventBody, EventKind } from './event.ts';

/** The acts that a paper tells the applicant of, and which paper. */
const PAPERS = {
  accepted: 'acceptance',
  acceptanceRefused: 'refusal',
  notAcceptable: 'referral',
  correctionRequested: 'correction',
  specialStarted: 'special',
  extended: 'extension',
  concludedApproved: 'conclusion',
  concludedWithDeficiency: 'conclusion',
  concludedRejected: 'rejection',
} as const satisfies Partial<Record<EventKind, string>>;

/** The papers that the county gives of its acts on a case. */
export type NoticeKind = (typeof PAPERS)[keyof typeof PAPERS];

export const NOTICE_KINDS: readonly NoticeKind[] = [
  ...new Set(Object.values(PAPERS)),
];

export type ToldAct = Extract<EventBody, { kind: keyof typeof PAPERS }>;

/**
 * Whether a paper is written of it. Acceptance and refusal need one that is dated and
 * sealed (Administrative Licensing Law art. 32), and so does a time that is not
 * counted (art. 45). What the law makes of silence nobody has written.
 */
export function isTold(body: EventBody): body is ToldAct {
  if (body.kind === 'accepted') return body.deemedFrom === undefined;
  return body.kind in PAPERS;
}

/** Which paper tells of it. */
export function noticeKind({ kind }: ToldAct): NoticeKind {
  return PAPERS[kind];
}
