import { expect, test } from 'vitest';
import { makeCloudEvent } from '../../../src/platform/outbound/make-cloud-event.ts';

test('an event names the matter by the code of the organ whose case it is', () => {
  const made = (town9: string) =>
    makeCloudEvent({
      county: '422825',
      event: {
        caseId: '019ab000-0000-7000-8000-000000000001',
        n: 1,
        at: '2026-11-25T02:00:00.000Z',
        by: { kind: 'platform', id: 'platform', name: '' },
        body: { kind: 'specialEnded' },
      },
      row: {
        number: '422825102205261125002000714',
        matterCode: 'V04',
        stationCode: '422825102205',
        town9,
      },
      matter: {
        name: '养老保险待遇注销',
        basicCode: '002014006009',
        officialCode: null,
        officialCodes: [
          { town9: '422825102', code: '1134160200316619695002014006009' },
          { code: '1134160200316619694002014006009' },
        ],
      },
    }).data.matter.officialCode;
  expect(made('422825102')).toBe('1134160200316619695002014006009');
  expect(made('422825101')).toBe('1134160200316619694002014006009');
});
