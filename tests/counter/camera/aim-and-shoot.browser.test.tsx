// Aiming, shooting, one page after the other.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { paperFilm } from '../../support/canvas-camera.ts';
import { button, heading } from '../counter-bench.ts';
import {
  BOOK,
  CARD,
  placeCamera,
  putAway,
  show,
  atThePapers,
  dialog,
  isClosed,
  question,
  sees,
  aims,
  shoots,
} from './camera-bench.ts';

beforeEach(async () => {
  await page.viewport(360, 640);
});

afterEach(putAway);

describe('the camera', () => {
  test('takes several pages in one go, and then is off', async () => {
    const camera = placeCamera();
    const { pages } = await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await sees('把纸放进框里');
    await shoots();
    await button('用它，再拍一张').click();
    // The row behind says it too.
    await expect
      .element(page.getByRole('dialog').getByText('拍好了，1张'))
      .toBeVisible();
    await shoots();
    await button('看得清，用它').click();
    await isClosed();
    await expect.poll(() => pages('V14-M2')).toHaveLength(2);
    await sees('已拍2张 · 待发送');
    expect(camera.running()).toBe(0);
    await expect
      .poll(() => document.activeElement?.textContent)
      .toBe('再拍一张');
  });

  test('asks for the camera behind, and frames a card as a card', async () => {
    const camera = placeCamera();
    await atThePapers();
    await button(`拍照 ${CARD}`).click();
    await sees('把卡放进框里');
    await aims();
    expect(camera.asked[0]).toMatchObject({
      video: { facingMode: 'environment' },
    });
    const guide = dialog()?.querySelector('.finder-guide');
    const { width, height } = guide?.getBoundingClientRect() ?? {};
    expect((width ?? 0) / (height ?? 1)).toBeCloseTo(85.6 / 54, 1);
  });

  test('is worked by keys alone', async () => {
    const camera = placeCamera();
    const { pages } = await atThePapers();
    // A page puts the focus on its heading first.
    await expect.element(heading('材料')).toHaveFocus();
    (button(`拍照 ${BOOK}`).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await aims();
    await expect.poll(() => document.activeElement?.textContent).toBe('拍');
    await userEvent.keyboard(' ');
    await expect.element(question()).toHaveFocus();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await isClosed();
    await expect.poll(() => pages('V14-M2')).toHaveLength(1);
    await expect
      .poll(() => document.activeElement?.textContent)
      .toBe('再拍一张');
    await userEvent.keyboard('{Enter}');
    await aims();
    await userEvent.keyboard('{Escape}');
    await isClosed();
    await expect.poll(() => camera.running()).toBe(0);
    expect(pages('V14-M2')).toHaveLength(1);
    await expect.element(heading('材料')).toBeVisible();
  });

  test('is closed by the phone’s back, and what was taken stays', async () => {
    const camera = placeCamera();
    const { pages } = await atThePapers();
    const address = location.pathname;
    await button(`拍照 ${BOOK}`).click();
    await aims();
    history.back();
    await isClosed();
    expect(camera.running()).toBe(0);
    expect(location.pathname).toBe(address);
    await button(`拍照 ${BOOK}`).click();
    await shoots();
    history.back();
    await isClosed();
    expect(location.pathname).toBe(address);
    await expect.poll(() => pages('V14-M2')).toHaveLength(1);
  });

  test('forgets a shot that is taken again', async () => {
    placeCamera();
    const { pages } = await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await shoots();
    await button('重拍').click();
    await aims();
    await button('关').click();
    await isClosed();
    expect(pages('V14-M2')).toHaveLength(0);
  });

  test('is off while it is out of sight', async () => {
    const camera = placeCamera();
    await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await aims();
    show('hidden');
    await expect.poll(() => camera.running()).toBe(0);
    show('visible');
    await expect.poll(() => camera.running()).toBe(1);
    await aims();
  });

  test('is off once the counter locks, and what was taken is kept', async () => {
    const camera = placeCamera();
    const { fake, pages } = await atThePapers(100);
    await button(`拍照 ${BOOK}`).click();
    await shoots();
    show('hidden');
    await expect.poll(() => fake.state.value.clerk).toBeNull();
    show('visible');
    await expect.element(heading('解锁')).toBeVisible();
    await expect
      .poll(() => document.querySelector('dialog, canvas, video'))
      .toBeNull();
    expect(camera.running()).toBe(0);
    expect(pages('V14-M2')).toHaveLength(1);
  });

  test('says while one aims what is amiss', async () => {
    placeCamera(paperFilm({ paper: 60 }));
    await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await aims();
    await sees('太暗，开手电');
  });
});

describe('pages that a paper must have', () => {
  test('are named one after the other, until none is left', async () => {
    placeCamera();
    const { pages } = await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await expect
      .element(page.getByRole('heading', { name: `${BOOK} 首页` }))
      .toBeVisible();
    await shoots();
    await sees('还要拍：本人页');
    await button('用它，再拍一张').click();
    await sees('拍好了，1张，还要拍：本人页');
    await shoots();
    await expect.poll(() => dialog()?.textContent).not.toContain('还要拍');
    await button('看得清，用它').click();
    await isClosed();
    await expect.poll(() => pages('V14-M2')).toHaveLength(2);
    await expect.poll(() => document.body.textContent).not.toContain('还要拍');
  });
});
