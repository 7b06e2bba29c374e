// Every error answer comes from this catalogue (RFC 9457). Texts are for
// technicians; people read the sentence that their app has for the code.
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ProblemCode } from '../../protocol/error-code.ts';
import type { Problem } from '../../protocol/problem.ts';

export const PROBLEMS = {
  badRequest: [400, 'The request cannot be read'],
  unauthorized: [401, 'A session is needed'],
  nonceNeeded: [401, 'The assertion needs this nonce'],
  signInFailed: [401, 'Login or password is wrong'],
  codeNeeded: [401, 'The code of the authenticator app is needed too'],
  // As RFC 9470 has it: signed in, but not lately enough.
  freshLoginNeeded: [401, 'A fresh login is needed'],
  forbidden: [403, 'Not allowed'],
  deviceRevoked: [403, 'The device may deliver only'],
  notFound: [404, 'There is no such thing'],
  secondPersonNeeded: [409, 'A second person must have said yes'],
  changed: [409, 'Another was first'],
  notAllowed: [409, 'The case does not allow it now'],
  materialsMissing: [409, 'Materials are still under way'],
  officesSilent: [409, 'Offices that were asked have not agreed'],
  epochChanged: [409, 'The county was restored: a new session is needed'],
  mismatchingUploadOffset: [409, 'The upload goes on at another offset'],
  ticketUsed: [409, 'Another device has used the ticket'],
  cursorExpired: [410, 'The position is not known here'],
  ticketExpired: [410, 'The ticket has ended'],
  payloadTooLarge: [413, 'Too large'],
  unsupportedMediaType: [415, 'The content type is not taken here'],
  digestMismatch: [422, 'The bytes have another hash'],
  unprocessable: [422, 'The content does not fit'],
  ticketInvalid: [422, 'The ticket is not genuine'],
  tooManyRequests: [429, 'Too many tries'],
  internal: [500, 'Something went wrong here'],
  importUnreadable: [422, 'The file is none that a device exports'],
  signInBusy: [503, 'Too many sign in at once'],
  unavailable: [503, 'Not able to serve now'],
} as const satisfies Record<
  ProblemCode,
  readonly [ContentfulStatusCode, string]
>;

type Extra = Omit<Partial<Problem>, 'type' | 'title' | 'status' | 'code'>;

/** An error answer. `extra` never holds personal data. */
export function problem(
  c: Context,
  code: ProblemCode,
  extra: Extra = {},
): Response {
  const [status, title] = PROBLEMS[code];
  const ref: unknown = c.get('ref');
  const body: Problem = {
    type: 'about:blank',
    title,
    status,
    code,
    ...(typeof ref === 'string' ? { ref } : {}),
    ...extra,
  };
  return c.body(JSON.stringify(body), status, {
    'Content-Type': 'application/problem+json',
  });
}
