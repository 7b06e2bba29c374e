// Where no camera can be had, or no room for its pictures.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { button } from '../counter-bench.ts';
import {
  BOOK,
  ID_CARD,
  CARD,
  placeCamera,
  putAway,
  atThePapers,
  isClosed,
  question,
  sees,
  shoots,
  aFile,
} from './camera-bench.ts';

beforeEach(async () => {
  await page.viewport(360, 640);
});

afterEach(putAway);

describe('where there is no camera', () => {
  test('refused, the clerk is told how to allow it, and what else there is', async () => {
    const camera = placeCamera();
    camera.refuse('NotAllowedError');
    const { paper, pages } = await atThePapers();
    await button(`拍照 ${CARD}`).click();
    await sees('浏览器没有相机权限。');
    await sees('点地址栏左边的锁');
    await sees('填好的都在，没有丢。');
    camera.refuse(undefined);
    await button('再试').click();
    await shoots();
    await button('重拍').click();
    await button('关').click();
    await isClosed();
    expect(pages('V14-M5')).toHaveLength(0);

    camera.refuse('NotAllowedError');
    await button(`拍照 ${CARD}`).click();
    await button('这样先后补（容缺）').click();
    await isClosed();
    await expect.poll(() => paper('V14-M5')?.how).toBe('deficiency');

    // Not every paper may follow later.
    await button(`拍照 ${ID_CARD}`).click();
    await sees('浏览器没有相机权限。');
    expect(button('这样先后补（容缺）').query()).toBeNull();
    const system = page.getByLabelText('用系统相机');
    expect(system.element().getAttribute('capture')).toBe('environment');
    await system.upload(await aFile());
    await expect.element(question()).toBeVisible();
    await button('看得清，用它').click();
    await expect.poll(() => pages('V14-M1')).toHaveLength(1);
  });

  test.each([
    ['NotFoundError', '这台设备上没有找到相机。'],
    ['NotReadableError', '相机正被别的软件占着，先关掉那个软件。'],
  ])('%s: %s', async (name, sentence) => {
    const camera = placeCamera();
    camera.refuse(name);
    await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await sees(sentence);
    expect(document.body.textContent).not.toContain('点地址栏左边的锁');
    await expect.element(page.getByLabelText('选一张照片')).toBeVisible();
  });

  test('an old browser opens the system’s own', async () => {
    placeCamera();
    const own = Object.getOwnPropertyDescriptor(
      Navigator.prototype,
      'mediaDevices',
    );
    Reflect.deleteProperty(Navigator.prototype, 'mediaDevices');
    try {
      const { pages } = await atThePapers();
      const input = page.getByLabelText(`拍照 ${BOOK}`);
      expect(input.element().getAttribute('capture')).toBe('environment');
      await input.upload(await aFile());
      await button('看得清，用它').click();
      await expect.poll(() => pages('V14-M2')).toHaveLength(1);
    } finally {
      if (own) Object.defineProperty(Navigator.prototype, 'mediaDevices', own);
    }
  });
});

describe('no room for photographs', () => {
  test('offers to keep the text alone, where the paper may follow later', async () => {
    placeCamera();
    const { fake, paper } = await atThePapers();
    await button(`拍照 ${CARD}`).click();
    await shoots();
    fake.fails = 'photographsFull';
    await button('用它，再拍一张').click();
    const offer = page
      .getByRole('dialog')
      .getByRole('button', { name: '只存文字，照片改容缺' });
    await expect.element(offer).toBeVisible();
    fake.fails = undefined;
    await offer.click();
    await isClosed();
    await expect.poll(() => paper('V14-M5')?.how).toBe('deficiency');
  });
});
