import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideAnswer,
  type Asked,
  type AskedKind,
  type Heard,
} from '../../../src/device/sync/decide-answer.ts';
import { decideResult } from '../../../src/device/sync/decide-result.ts';
import { decideUpload } from '../../../src/device/sync/decide-upload.ts';
import { uploadName } from '../../../src/protocol/materials.ts';

const BATCH = '019ab000-0000-7000-8000-000000000001';
const ID = '019ab000-0000-7000-8000-0000000000a1';
const many: Asked<'operations'> = {
  kind: 'operations',
  batchId: BATCH,
  ids: [ID, 'second'],
};
const one: Asked<'operations'> = { ...many, ids: [ID] };

const answer = {
  batchId: BATCH,
  results: [{ id: ID, result: 'applied' }],
  wanted: [],
  ack: { seq: 1, head: null, mac: 'mac' },
  serverTime: '2026-11-25T02:00:00.000Z',
  epoch: 'epoch-1',
  safeThrough: '2026-11-18T02:00:00.000Z',
};

function heard(changes: Partial<Extract<Heard, { kind: 'answer' }>>): Heard {
  return {
    kind: 'answer',
    status: 200,
    isRedirect: false,
    mediaType: 'application/json',
    retryAfterS: null,
    body: answer,
    upload: { offset: null, isComplete: false, of: null },
    ...changes,
  };
}

function problem(status: number, code: string, more = {}): Heard {
  return heard({
    status,
    mediaType: 'application/problem+json',
    body: { type: 'about:blank', title: code, status, code, ...more },
  });
}

const NOTHING: Heard = { kind: 'nothing' };
const html = { mediaType: 'text/html', body: undefined };
const later = (why: string, retryAfterS: number | null = null) => ({
  act: 'later',
  why,
  retryAfterS,
  perhapsOne: false,
});
/** The county, or what stands before it, failed: perhaps on one alone. */
const stumbled = (why: string) => ({ ...later(why), perhapsOne: true });

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
  const first = 'station:422825102205';
  const second = 'township:422825102';
  const after = [
    { audience: first, pos: 7 },
    { audience: second, pos: 3 },
  ];
  const anItem = {
    kind: 'left',
    audience: second,
    pos: 4,
    caseId: ID,
    body: {},
    mac: 'mac',
  };
  const aPage = (over: object) =>
    heard({
      status: 200,
      body: {
        items: [anItem],
        next: [
          { audience: first, pos: 7 },
          { audience: second, pos: 4 },
        ],
        after: [7, 3],
        more: false,
        epoch: 'epoch-1',
        serverTime: '2026-11-25T02:00:00.000Z',
        ...over,
      },
    });
  const another = 'station:422825102206';
  const feedPages: [string, object, string][] = [
    ['goes on from there', {}, 'take'],
    [
      'has nothing beyond',
      { items: [], next: after, after: undefined },
      'take',
    ],
    ['is of an older county, which does not say', { after: undefined }, 'take'],
    // A proxy's, of a question before a restore or a new enrolment took it back.
    ['goes on from further on', { after: [7, 4] }, 'later'],
    ['has nothing beyond a later place', { items: [] }, 'later'],
    [
      'is of another station',
      { items: [], next: [{ audience: another, pos: 7 }] },
      'later',
    ],
    [
      'ends before where it was asked from',
      { next: after.map((each) => ({ ...each, pos: 1 })), after: undefined },
      'later',
    ],
  ];
  it.each(feedPages)('a page of the feed that %s', (_name, over, act) => {
    expect(decideAnswer({ kind: 'feed', after }, aPage(over)).act).toBe(act);
  });

  it.each(ask)('%s', (_name, asked, said, decision) => {
    expect(decideAnswer(asked, said)).toEqual(decision);
  });
});

describe('how a row moves by its result', () => {
  it.each([
    [
      { id: ID, result: 'applied' },
      { to: 'settled', result: 'applied' },
    ],
    [
      { id: ID, result: 'duplicate' },
      { to: 'settled', result: 'applied' },
    ],
    [
      { id: ID, result: 'held', code: 'forked' },
      { to: 'settled', result: 'held', code: 'forked' },
    ],
    [
      { id: ID, result: 'refused', code: 'invalid', paths: ['answers.x'] },
      { to: 'attention', code: 'invalid', paths: ['answers.x'] },
    ],
    [
      { id: ID, result: 'later', code: 'busy' },
      { to: 'pending', code: 'busy' },
    ],
  ] as const)('%j', (result, settlement) => {
    expect(
      decideResult(
        'paths' in result ? { ...result, paths: [...result.paths] } : result,
      ),
    ).toMatchObject(settlement);
  });
});

describe('what an answer to an upload means', () => {
  const SHA256 = 'c0ffee00'.repeat(8);
  const at = (
    offset: number | null,
    isComplete = false,
    of: string | null = null,
  ) => ({
    upload: { offset, isComplete, of },
    mediaType: '',
    body: undefined,
  });
  it.each([
    [
      '201 of an older platform',
      heard({ ...at(null), status: 201 }),
      { act: 'complete' },
    ],
    [
      '201 that names this upload',
      heard({ ...at(100, false, uploadName(SHA256)), status: 201 }),
      { act: 'complete' },
    ],
    [
      '201 that names another upload',
      heard({ ...at(100, false, uploadName('ab'.repeat(32))), status: 201 }),
      { act: 'later', why: 'server' },
    ],
    [
      'all is there of another upload',
      heard({ ...at(100, true, uploadName('ab'.repeat(32))), status: 204 }),
      { act: 'later', why: 'server' },
    ],
    [
      'a part is there of another upload',
      heard({ ...at(40, false, uploadName('ab'.repeat(32))), status: 204 }),
      { act: 'later', why: 'server' },
    ],
    [
      'nothing is known of another upload',
      heard({ ...at(null, false, uploadName('ab'.repeat(32))), status: 404 }),
      { act: 'later', why: 'server' },
    ],
    [
      'all is there',
      heard({ ...at(100, true), status: 204 }),
      { act: 'complete' },
    ],
    [
      'all has come, and the county has not checked it yet',
      heard({ ...at(100), status: 204 }),
      { act: 'resume', offset: 100 },
    ],
    [
      '409 at the end, not checked either',
      problem(409, 'mismatchingUploadOffset', { offset: 100 }),
      { act: 'resume', offset: 100 },
    ],
    [
      'a part is there',
      heard({ ...at(40), status: 204 }),
      { act: 'resume', offset: 40 },
    ],
    ['a portal page', heard(html), { act: 'later', why: 'portal' }],
    ['200 without a word', heard(at(null)), { act: 'later', why: 'portal' }],
    ['nothing known', heard({ ...at(null), status: 404 }), { act: 'whole' }],
    [
      '409 with the offset',
      problem(409, 'mismatchingUploadOffset', { offset: 64 }),
      { act: 'resume', offset: 64 },
    ],
    ['413 of a proxy', heard({ status: 413, ...html }), { act: 'passOver' }],
    ['a bad request', problem(400, 'badRequest'), { act: 'passOver' }],
    ['another hash', problem(422, 'digestMismatch'), { act: 'whole' }],
    ['502', heard({ status: 502, ...html }), { act: 'later', why: 'server' }],
    ['a cut', NOTHING, { act: 'later', why: 'offline' }],
  ])('%s', (_name, said, decision) => {
    expect(decideUpload(said, { sha256: SHA256, total: 100 })).toMatchObject(
      decision,
    );
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
