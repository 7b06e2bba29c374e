import { expect, test } from 'vitest';
import { createApp } from '../../../src/platform/http/app.ts';
import { metricsApp } from '../../../src/platform/metrics/metrics-app.ts';
import { makeMetrics } from '../../../src/platform/metrics/metrics.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { aCase, anAct, answer, send } from '../intake/a-case.ts';

const platform = await startTestPlatform();
const { context } = platform;
const metrics = makeMetrics(context);
const app = createApp(context, { note: metrics.note });
const figures = metricsApp(context, metrics);
const START = Date.now();

/** By name and labels, as they stand in the text. */
async function read(): Promise<{ text: string; of: (name: string) => number }> {
  const given = await figures.request('/metrics');
  expect(given.headers.get('content-type')).toMatch(
    /^text\/plain; version=0\.0\.4/,
  );
  const text = await given.text();
  const of = (name: string) => {
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    if (line === undefined) throw new Error(`no ${name}`);
    return Number(line.slice(name.length + 1));
  };
  return { text, of };
}

test('each answer is counted by the pattern of its path, and none by what was asked for', async () => {
  await app.request('/healthz');
  await app.request('/api/v1/catalogue/0.9-of-nobody');
  await app.request('/api/v1/nothing/422825199001011234');
  const { text, of } = await read();
  expect(
    of(
      'service_point_request_seconds_count{method="GET",route="/healthz",status="200"}',
    ),
  ).toBe(1);
  expect(
    of(
      'service_point_request_seconds_count{method="GET",route="/api/v1/catalogue/:version",status="404"}',
    ),
  ).toBe(1);
  expect(text).not.toContain('of-nobody');
  expect(text).not.toContain('19900101');
  expect(of('process_resident_memory_bytes')).toBeGreaterThan(0);
});

test('what waits for a person is counted, and whose it is stands nowhere', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  expect((await read()).of('service_point_held_operations')).toBe(0);
  const submit = await aCase(device);
  const held = await anAct(device, submit, answer(1));
  expect(await send(device, held)).toMatchObject([{ result: 'held' }]);
  const { text, of } = await read();
  expect(of('service_point_held_operations')).toBe(1);
  expect(of('service_point_unjudged_envelopes')).toBe(0);
  expect(of('service_point_devices')).toBe(1);
  expect(of('service_point_silent_devices')).toBe(0);
  expect(of('service_point_backup_age_seconds')).toBeNaN();
  expect(of('service_point_intake_key_overdue')).toBe(0);
  expect(text).not.toContain(ANSWERS['applicantName']);
  expect(text).not.toContain(submit.caseId);

  platform.setNow(new Date(START + 200 * 86_400_000).toISOString());
  const later = await read();
  expect(later.of('service_point_silent_devices')).toBe(1);
  expect(later.of('service_point_intake_key_overdue')).toBe(1);
});

test('without its database it gives no figures rather than false ones', async () => {
  const deaf = {
    ...context,
    sql: (() => Promise.reject(new Error('away'))) as never,
  };
  const given = await metricsApp(context, makeMetrics(deaf)).request(
    '/metrics',
  );
  expect(given.status).toBe(503);
});
