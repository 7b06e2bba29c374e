// The print of a finger in the place of a signature.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { axeFaults } from '../../support/axe-faults.ts';
import { FakeDevice } from '../../support/fake-device.ts';
import { button, openCounter } from '../counter-bench.ts';
import { placeCamera, putAway, sees, aims } from './camera-bench.ts';

beforeEach(async () => {
  await page.viewport(360, 640);
});

afterEach(putAway);

describe('the print of a finger', () => {
  test('the print of a finger, photographed, counts as the signature', async () => {
    placeCamera();
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V14', {
      answers: { applicantName: '向示英' },
    });
    openCounter(fake, `/intake/${draftId}/sign`);
    await button('按指印').click();
    await sees('把指印放进框里');
    await aims();
    await button('拍').click();
    await sees('指印看得清吗？');
    expect(button('用它，再拍一张').query()).toBeNull();
    expect(await axeFaults()).toEqual([]);
    await button('看得清，用它').click();
    await expect
      .poll(() => fake.draft(draftId).signature?.mediaType)
      .toBe('image/jpeg');
    await expect.element(page.getByRole('img', { name: '签名' })).toBeVisible();
    // Whoever writes his name after all wipes it.
    await button('重写').click();
    await expect.poll(() => fake.draft(draftId).signature).toBeNull();
  });
});
