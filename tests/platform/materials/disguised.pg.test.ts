// What calls itself a photograph and is a page, a program or an archive: kept as it is,
// since nobody can read it on its way, and given out so that it is none of these.
import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addSession } from '../../../src/platform/database/queries/sessions.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { sealMaterial } from '../../support/seal-material.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { citing, postWhole } from './a-material.ts';

const STATION = '422825102206';
/** Where the applicant is at home. */
const TOWN = '422825201';

const platform = await startTestPlatform();
const { context, address } = platform;
const { sql } = context;
const token = randomUUID();
const staff = { Cookie: `__Host-session=${token}` };
let device: TestDevice;
beforeAll(async () => {
  device = await TestDevice.ready(platform, STATION);
  await addAccount(sql, {
    county: COUNTY,
    accountId: 'S11',
    login: 'reviewer',
    name: '舒示贵',
    passwordHash: '',
    demo: true,
    roles: [{ role: 'reviewer', audience: `township:${TOWN}` }],
  });
  await addSession(sql, {
    county: COUNTY,
    tokenHash: createHash('sha256').update(token).digest('hex'),
    now: context.clock(),
    accountId: 'S11',
  });
});

test('what is a picture and a page at once is kept, and opens as neither', async () => {
  const page = '<html><script>alert(document.cookie)</script></html>';
  const disguises = [
    Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from(page)]),
    Buffer.from(`GIF89a/*${page}*/=1;`),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    Buffer.from(
      '%PDF-1.7\n/OpenAction << /S /JavaScript /JS (app.alert(1)) >>',
    ),
    Buffer.from(`PK\u0003\u0004${page}`),
  ].map((plain) => {
    const { content, key } = sealMaterial(plain);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const mediaType = 'image/jpeg' as const;
    return {
      plain,
      content,
      ref: { sha256, key, bytes: content.length, mediaType },
    };
  });
  const submit = await citing(device, ...disguises.map(({ ref }) => ref));
  expect((await device.push(submit)).body.results).toMatchObject([
    { result: 'applied' },
  ]);
  for (const each of disguises) {
    expect((await postWhole(device, each)).status).toBe(201);
    const answer = await fetch(
      `${address}/api/v1/review/cases/${submit.caseId}/materials/${each.ref.sha256}`,
      { headers: staff },
    );
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment; filename="material"',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  }
});

test.each(['text/html', 'image/svg+xml', 'image/gif', 'application/zip', ''])(
  'a material that calls itself %j is in no case',
  async (mediaType) => {
    const { content, key } = sealMaterial(Buffer.from('x'));
    const sha256 = createHash('sha256').update(content).digest('hex');
    const ref = { sha256, key, bytes: content.length, mediaType };
    const submit = await device.make({
      ...device.submitOperation(),
      papers: [{ how: 'photo', paperId: 'V14-M2', pages: [ref] }],
    });
    const { body } = await device.push(submit);
    expect(body.results).toMatchObject([{ result: 'refused' }]);
  },
);
