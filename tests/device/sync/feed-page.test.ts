import { describe, expect, it } from 'vitest';
import { decideAnswer } from '../../../src/device/sync/decide-answer.ts';
import { heard, ID } from './heard.ts';

describe('a page of the feed that', () => {
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
  it.each(feedPages)('%s', (_name, over, act) => {
    expect(decideAnswer({ kind: 'feed', after }, aPage(over)).act).toBe(act);
  });
});
