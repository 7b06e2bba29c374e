import { expect, test } from 'vitest';
import { demoSamples } from '../../domain/rules/demo-samples.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const device = await TestDevice.ready(platform, '422825201237');

test.each(Object.entries(demoSamples.samples))(
  'an application for %s by its demo resident takes effect',
  async (matterCode, { answers }) => {
    const operation = device.submitOperation({ matterCode, answers });
    const { body } = await device.push(await device.make(operation));
    expect(body.results).toMatchObject([{ result: 'applied' }]);
  },
);
