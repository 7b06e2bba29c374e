// Every code that crosses the wire or the device's API. text/errors.ts has a
// sentence for each.

/** Why the platform keeps an operation without applying it; a person decides. */
export const HELD_CODES = [
  'forked',
  'revoked',
  'lateAnswer',
  'notAllowedNow',
  'predecessorHeld',
  'catalogueWithdrawn',
  'unknownKid',
  'unprocessable',
] as const;
export type HeldCode = (typeof HELD_CODES)[number];

/** Why an operation was refused for good; a person mends it into a new one. */
export const REFUSED_CODES = [
  'invalid',
  'badSignature',
  'headerMismatch',
  'idReusedWithOtherContent',
  'unknownDevice',
  'tooLarge',
] as const;
export type RefusedCode = (typeof REFUSED_CODES)[number];

export const LATER_CODES = ['predecessorMissing', 'busy'] as const;
export type LaterCode = (typeof LATER_CODES)[number];

/** `code` of a problem body (RFC 9457). */
export const PROBLEM_CODES = [
  'badRequest',
  'unauthorized',
  'nonceNeeded',
  'forbidden',
  'deviceRevoked',
  'notFound',
  'changed',
  'notAllowed',
  'materialsMissing',
  'officesSilent',
  'epochChanged',
  'cursorExpired',
  'mismatchingUploadOffset',
  'digestMismatch',
  'payloadTooLarge',
  'unsupportedMediaType',
  'unprocessable',
  'tooManyRequests',
  'ticketUsed',
  'ticketExpired',
  'ticketInvalid',
  'signInFailed',
  'unavailable',
  'internal',
  'importUnreadable',
  'codeNeeded',
  'signInBusy',
  'freshLoginNeeded',
  'secondPersonNeeded',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Expected failures of the device's own use cases. */
export const DEVICE_CODES = [
  'offline',
  'portal',
  'notEnrolled',
  'locked',
  'wrongSecret',
  'waitBeforeRetry',
  'secretTooWeak',
  'catalogueMissing',
  'draftNotFound',
  'draftUnreadable',
  'caseNotFound',
  'answersInvalid',
  'papersMissing',
  'signatureMissing',
  'notAllowedNow',
  'storageFull',
  'storageFailed',
  'photographUnreadable',
  'fileTooLarge',
  'pictureTooLarge',
  'materialDamaged',
  'openElsewhere',
  'photographsFull',
  'leaseEnded',
  'secondFactorNeeded',
  'wrongCard',
  'prfUnavailable',
  'clerkExists',
  'lastClerk',
  'operationNotFound',
  'reasonMissing',
  'nothingToExport',
  'fileForeign',
  'fileTorn',
  'storeTooNew',
  'deviceForked',
] as const;
export type DeviceCode = (typeof DEVICE_CODES)[number];

export type ErrorCode =
  HeldCode | RefusedCode | LaterCode | ProblemCode | DeviceCode;

/** Across Comlink expected failures are values; thrown errors lose their code. */
export type Outcome<Value, Code extends string = ErrorCode> =
  | { ok: true; value: Value }
  | { ok: false; code: Code; details?: Record<string, string | number> };
