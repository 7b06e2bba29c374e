// The county's permission matrix as it was decided, cell by cell, against the table
// that the platform asks.
import { expect, test } from 'vitest';
import {
  grantsOf,
  MATRIX,
  type Action,
  type Asker,
  type Condition,
  type Where,
} from '../../../src/platform/people/matrix.ts';

// S own station's intake · V own village's masked task list · T own township's queue
// · D dispatched to own department · W results of own window · C county · 1 the
// receipt's case · m masked · 2 two persons · – no.
const AGREED = `
| draft, submit, supplement, answer | S | S | S (counter) | – | – | – | – | pre-fill only | C intake by contract |
| read case text | S, till 30 days after conclusion | S | T | D | W, delivery fields | – | C, m, with reason | 1, m | its own cases |
| open materials | S until released | – | T | D | – | – | C, 2, with reason | – | – |
| search persons (exact ID or name) | S, m | S, m | T | D | W | – | – | – | – |
| ask correction, accept, refuse, special procedure | – | – | T (where it is the authority) | D | – | – | – | – | – |
| dispatch, re-route, join duplicates | – | – | T | D (return) | – | C re-route only | – | – | – |
| decide, upload result | – | – | T (where it concludes) | D | – | – | – | – | status only, own cases |
| hand over, post, confirm delivery | S, V task | S, V task | T | – | W | – | – | confirms 1 | – |
| withdraw (recorded) | S, signed | S, signed | T, signed | – | – | – | – | requests 1 | – |
| rate / read ratings | hands over the tablet / – | – / S totals | – / T | – / D own | – | C | C | 1 / own | – |
| settle held work | – | – | T (not forked, revoked) | D (lateAnswer, notAllowedNow) | – | C, 2 for forked or revoked | reads | – | – |
| vouch for or enrol a clerk | – | S vouch, 30 days | T proposes | – | – | C | – | – | – |
| revoke device or clerk, unlock lease | – | S: report lost (suspends) | T suspend | – | – | C | – | – | – |
| recover a vault, use recovery key | – | – | – | – | – | 2 of 3 custodians | witness | – | – |
| catalogue, calendar, codes: publish or withdraw | – | – | proposes | proposes for D | – | C, 2 | reads | public | reads |
| import stick file | – | – | T | – | W | C | – | – | – |
| figures / export of rows | S / – | S / – | T / T, login again | D / D, login again | W / – | C, no names / 2 | C / 2 | – | agreed set |
| audit log | own acts | S acts | own acts | own acts | own acts | C devices and settings | C all, read-only | who opened 1 | – |
| new epoch, key rotation, restore, user roles | – | – | – | – | – | C, 2 | told at once | – | – |
`;

const ASKERS: readonly Asker[] = [
  'clerk',
  'head',
  'reviewer',
  'handler',
  'window',
  'administrator',
  'auditor',
  'resident',
  'system',
];

/** Rows of the matrix, in its order; a row with a slash holds two. */
const ACTIONS: readonly (readonly Action[])[] = [
  ['takeIn'],
  ['readCase'],
  ['openMaterial'],
  ['searchPersons'],
  ['judge'],
  ['dispatch'],
  ['conclude'],
  ['handOver'],
  ['withdraw'],
  ['rate', 'readRatings'],
  ['settleHeld'],
  ['enrolClerk'],
  ['revokeDevice'],
  ['recoverVault'],
  ['publishCatalogue'],
  ['importStick'],
  ['readFigures', 'exportRows'],
  ['readAudit'],
  ['runCounty'],
];

type Cell = [Where, ...Condition[]][];

/** What the words of a cell mean; those that stand in one row only name it. */
const MEANINGS: Record<string, Cell> = {
  '–': [],
  S: [['station']],
  T: [['township']],
  D: [['department']],
  W: [['window']],
  C: [['county']],
  'S (counter)': [['station', 'atCounter']],
  'pre-fill only': [['receipt', 'prefill']],
  'C intake by contract': [['county', 'contract']],
  'S, till 30 days after conclusion': [['station', 'readable']],
  'W, delivery fields': [['window', 'deliveryFields']],
  'C, m, with reason': [['county', 'masked', 'reason']],
  '1, m': [['receipt', 'masked']],
  'its own cases': [['contract']],
  'S until released': [['station', 'unreleased']],
  'C, 2, with reason': [['county', 'secondPerson', 'reason']],
  'S, m': [['station', 'masked']],
  'T (where it is the authority)': [['township', 'isAuthority']],
  'D (return)': [['department', 'returnOnly']],
  'C re-route only': [['county', 'rerouteOnly']],
  'T (where it concludes)': [['township', 'isConcluding']],
  'status only, own cases': [['contract', 'statusOnly']],
  'S, V task': [['station'], ['tasks']],
  'confirms 1': [['receipt', 'confirmOnly']],
  'S, signed': [['station', 'signed']],
  'T, signed': [['township', 'signed']],
  'requests 1': [['receipt', 'requestOnly']],
  'hands over the tablet': [['station', 'askOnly']],
  'S totals': [['station', 'totals']],
  'D own': [['department']],
  'T (not forked, revoked)': [['township', 'notForkedOrRevoked']],
  'D (lateAnswer, notAllowedNow)': [['department', 'lateOrNotAllowed']],
  'C, 2 for forked or revoked': [
    ['county', 'notForkedOrRevoked'],
    ['county', 'secondPerson'],
  ],
  reads: [['county', 'readOnly']],
  public: [['county', 'readOnly']],
  'S vouch, 30 days': [['station', 'thirtyDays']],
  'T proposes': [['township', 'proposal']],
  proposes: [['township', 'proposal']],
  'proposes for D': [['department', 'proposal']],
  'S: report lost (suspends)': [['station', 'suspension']],
  'T suspend': [['township', 'suspension']],
  '2 of 3 custodians': [['county', 'twoOfThree']],
  witness: [['county', 'witnessOnly']],
  'C, 2': [['county', 'secondPerson']],
  'T, login again': [['township', 'freshLogin']],
  'D, login again': [['department', 'freshLogin']],
  'C, no names': [['county', 'noNames']],
  '2': [['county', 'secondPerson']],
  'agreed set': [['contract', 'agreedFields']],
  'own acts': [['self', 'ownActs']],
  'S acts': [['station', 'stationActs']],
  'C devices and settings': [['county', 'devicesAndSettings']],
  'C all, read-only': [['county']],
  'who opened 1': [['receipt', 'openingsOnly']],
  'told at once': [['county', 'toldOnly']],
};

/** One word for both actions of a row, where the matrix says it once. */
const OF_BOTH: Record<string, readonly [string, string]> = {
  // Whoever reads ratings does not give them.
  C: ['–', 'C'],
  'agreed set': ['agreed set', 'agreed set'],
  '–': ['–', '–'],
  '1 / own': ['1', '1'],
};
MEANINGS['1'] = [['receipt']];

const cells = AGREED.trim()
  .split('\n')
  .flatMap((line, row) => {
    const [, , ...words] = line.split('|').map((each) => each.trim());
    const actions = ACTIONS[row] ?? [];
    return ASKERS.flatMap((asker, column) => {
      const said = words[column] ?? '';
      const parts =
        actions.length === 1 ? [said] : (OF_BOTH[said] ?? said.split(' / '));
      return actions.map((action, i) => ({ action, asker, said: parts[i] }));
    });
  });

test('every row of the matrix is there, and no other', () => {
  expect(AGREED.trim().split('\n')).toHaveLength(ACTIONS.length);
  expect(new Set(ACTIONS.flat())).toEqual(new Set(Object.keys(MATRIX)));
  expect(cells).toHaveLength(Object.keys(MATRIX).length * ASKERS.length);
});

test.each(cells)('$action by $asker: $said', ({ action, asker, said }) => {
  const agreed = MEANINGS[said ?? ''];
  expect(agreed, said).toBeDefined();
  expect(
    grantsOf(action, asker).map(({ where, conditions }) => [
      where,
      ...conditions,
    ]),
  ).toEqual(agreed);
});
