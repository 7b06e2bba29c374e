import { describe, expect, it } from 'vitest';
import { decideUpload } from '../../../src/device/sync/decide-upload.ts';
import { uploadName } from '../../../src/protocol/materials.ts';
import { heard, html, NOTHING, problem } from './heard.ts';

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
