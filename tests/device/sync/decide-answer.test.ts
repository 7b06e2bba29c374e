import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideAnswer,
  type Asked,
  type AskedKind,
  type Heard,
} from '../../../src/device/sync/decide-answer.ts';
import {
  answer,
  BATCH,
  heard,
  html,
  ID,
  later,
  problem,
  stumbled,
} from './heard.ts';

const many: Asked<'operations'> = {
  kind: 'operations',
  batchId: BATCH,
  ids: [ID, 'second'],
};
const one: Asked<'operations'> = { ...many, ids: [ID] };

describe('what an answer to a batch means', () => {
  const table: [string, Asked<'operations'>, Heard, object][] = [
    ['the right answer', many, heard({}), { act: 'take', value: answer }],
    ['no answer', many, { kind: 'nothing' }, later('offline')],
    ['a portal page with 200', many, heard(html), later('portal')],
    [
      'a redirect',
      many,
      heard({ status: 0, isRedirect: true }),
      later('portal'),
    ],
    ['JSON cut short', many, heard({ body: undefined }), later('server')],
    [
      'the answer to another batch',
      many,
      heard({ body: { ...answer, batchId: ID } }),
      later('server'),
    ],
    ['JSON of another shape', many, heard({ body: {} }), later('server')],
    [
      '401 with a nonce',
      many,
      problem(401, 'nonceNeeded', { nonce: 'n' }),
      { act: 'newSession', nonce: 'n' },
    ],
    [
      '401 without one',
      many,
      problem(401, 'unauthorized'),
      { act: 'newSession', nonce: null },
    ],
    ['401 of a proxy', many, heard({ status: 401, ...html }), later('portal')],
    ['403 revoked', many, problem(403, 'deviceRevoked'), { act: 'revoked' }],
    ['another 403', many, problem(403, 'forbidden'), stumbled('server')],
    ['409 epoch', many, problem(409, 'epochChanged'), { act: 'epochChanged' }],
    [
      '410 cursor',
      many,
      problem(410, 'cursorExpired'),
      { act: 'cursorExpired' },
    ],
    ['413', many, problem(413, 'payloadTooLarge'), { act: 'halve' }],
    ['413 of a proxy', many, heard({ status: 413, ...html }), { act: 'halve' }],
    [
      '413 for one alone',
      one,
      problem(413, 'payloadTooLarge'),
      { act: 'tray', code: 'tooLarge' },
    ],
    [
      '413 of a proxy for one alone',
      one,
      heard({ status: 413, ...html }),
      { act: 'tray', code: 'tooLarge' },
    ],
    ['400', many, problem(400, 'badRequest'), { act: 'bisect' }],
    ['415', many, problem(415, 'unsupportedMediaType'), { act: 'bisect' }],
    ['422', many, problem(422, 'unprocessable'), { act: 'bisect' }],
    [
      '400 for one alone',
      one,
      problem(400, 'badRequest'),
      { act: 'tray', code: 'invalid' },
    ],
    [
      '400 of a proxy',
      one,
      heard({ status: 400, ...html }),
      stumbled('portal'),
    ],
    [
      '429 with Retry-After',
      many,
      { ...problem(429, 'tooManyRequests'), retryAfterS: 30 } as Heard,
      later('server', 30),
    ],
    ['500', many, problem(500, 'internal'), stumbled('server')],
    [
      '502 of a proxy',
      many,
      heard({ status: 502, ...html }),
      stumbled('server'),
    ],
    ['503', many, problem(503, 'unavailable'), stumbled('server')],
    [
      '503 with Retry-After: busy, and says so',
      many,
      { ...problem(503, 'unavailable'), retryAfterS: 5 } as Heard,
      later('server', 5),
    ],
    ['404 with a problem', many, problem(404, 'notFound'), stumbled('server')],
    [
      '404 of a proxy',
      many,
      heard({ status: 404, ...html }),
      stumbled('portal'),
    ],
    ['511 of a portal', many, heard({ status: 511, ...html }), later('server')],
    [
      'one result that cannot be read: the others count',
      many,
      heard({
        body: {
          ...answer,
          results: [...answer.results, { id: ID, result: 'newerThanUs' }],
        },
      }),
      { act: 'take', value: answer },
    ],
  ];
  it.each(table)('%s', (_name, asked, said, decision) => {
    expect(decideAnswer<'operations'>(asked, said)).toEqual(decision);
  });

  it('nothing but the right answer to this batch is ever taken', () => {
    fc.assert(
      fc.property(
        fc.record({
          status: fc.integer({ min: 100, max: 599 }),
          isRedirect: fc.boolean(),
          mediaType: fc.constantFrom(
            'application/json',
            'application/problem+json',
            'text/html',
            '',
          ),
          body: fc.oneof(
            fc.jsonValue(),
            fc.record({ ...always(answer), batchId: fc.uuid() }),
          ),
        }),
        (changes) => {
          const { act } = decideAnswer<'operations'>(many, heard(changes));
          expect(act).not.toBe('take');
        },
      ),
    );
  });
});

describe('what an answer means to other questions', () => {
  const ask: [string, Asked<AskedKind>, Heard, object][] = [
    [
      'a used ticket',
      { kind: 'enrolment' },
      problem(409, 'ticketUsed'),
      { act: 'no', code: 'ticketUsed' },
    ],
    [
      'tries used up',
      { kind: 'ticket' },
      problem(429, 'tooManyRequests'),
      { act: 'no', code: 'tooManyRequests' },
    ],
    [
      'a session at a portal',
      { kind: 'session' },
      heard(html),
      later('portal'),
    ],
    [
      'a feed of another epoch',
      { kind: 'feed', after: [] },
      problem(409, 'epochChanged'),
      { act: 'epochChanged' },
    ],
    [
      'a bad question of the feed',
      { kind: 'feed', after: [] },
      problem(400, 'badRequest'),
      later('server'),
    ],
  ];
  it.each(ask)('%s', (_name, asked, said, decision) => {
    expect(decideAnswer(asked, said)).toEqual(decision);
  });
});

/** Each property as it is. */
function always<T extends object>(
  value: T,
): { [Key in keyof T]: fc.Arbitrary<T[Key]> } {
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, fc.constant(each)]),
  ) as { [Key in keyof T]: fc.Arbitrary<T[Key]> };
}
