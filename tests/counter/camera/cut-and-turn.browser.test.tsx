// What becomes of a picture before it is kept.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  fourColours,
  paperFilm,
  quartersOf,
} from '../../support/canvas-camera.ts';
import { button } from '../counter-bench.ts';
import {
  BOOK,
  placeCamera,
  putAway,
  atThePapers,
  dialog,
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

describe('a picture', () => {
  test('is kept turned and cut as it was shown', async () => {
    placeCamera();
    const { pages, picture } = await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await shoots();
    await button('向右转').click();
    await button('裁边').click();
    // Green and red above, yellow and blue below, turned: blue, red; yellow, green.
    const corner = button('右下角');
    (corner.element() as HTMLElement).focus();
    for (let step = 0; step < 26; step += 1)
      await userEvent.keyboard('{ArrowLeft}');
    await button('裁好了').click();
    await button('看得清，用它').click();
    await expect.poll(() => pages('V14-M2')).toHaveLength(1);
    expect(await quartersOf(picture('V14-M2'))).toEqual([
      'blue',
      'blue',
      'yellow',
      'yellow',
    ]);
  });

  test('is turned once more, and whole again', async () => {
    placeCamera();
    const { pages, picture } = await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await shoots();
    await button('裁边').click();
    await button('不裁，整张都要').click();
    await button('裁好了').click();
    await button('向右转').click();
    await button('向右转').click();
    await button('看得清，用它').click();
    await expect.poll(() => pages('V14-M2')).toHaveLength(1);
    const bitmap = await createImageBitmap(picture('V14-M2'));
    expect([bitmap.width, bitmap.height]).toEqual([1200, 900]);
    expect(await quartersOf(picture('V14-M2'))).toEqual([
      'yellow',
      'blue',
      'green',
      'red',
    ]);
  });

  test('is cut by buttons, and by dragging a corner', async () => {
    placeCamera();
    const { pages, picture } = await atThePapers();
    await page.getByLabelText(`选文件 ${BOOK}`).upload(await aFile());
    await button('裁边').click();
    await button('右上角').click();
    for (let step = 0; step < 26; step += 1) await button('往左').click();
    const area = document.querySelector('.crop')?.getBoundingClientRect();
    const handle = button('左下角').element();
    const drag = (type: string, x: number, y: number) =>
      handle.dispatchEvent(
        new PointerEvent(type, {
          pointerId: 1,
          bubbles: true,
          clientX: (area?.left ?? 0) + x * (area?.width ?? 0),
          clientY: (area?.top ?? 0) + y * (area?.height ?? 0),
        }),
      );
    // A pointer of the program's own cannot be captured.
    handle.setPointerCapture = () => undefined;
    handle.hasPointerCapture = () => true;
    drag('pointerdown', 0, 1);
    drag('pointermove', 0, 0.48);
    await button('裁好了').click();
    await button('看得清，用它').click();
    await expect.poll(() => pages('V14-M2')).toHaveLength(1);
    expect(new Set(await quartersOf(picture('V14-M2')))).toEqual(
      new Set(['red']),
    );
  });

  test.each([
    ['blurred', { blur: [4, 4] as [number, number] }, '有点糊，拿稳再拍'],
    ['reflecting', { glare: 0.3 }, '有点反光，斜一点再拍'],
    ['dark', { paper: 60 }, '有点暗，开手电再拍'],
  ])(
    'from a file or the camera that is %s is advised against, and may be used',
    async (_name, wish, advice) => {
      const film = paperFilm(wish);
      placeCamera(film);
      const { pages } = await atThePapers();
      await page.getByLabelText(`选文件 ${BOOK}`).upload(await aFile(film));
      await sees(advice);
      await button('看得清，用它').click();
      await expect.poll(() => pages('V14-M2')).toHaveLength(1);
      await button(`再拍一张 ${BOOK}`).click();
      await shoots();
      await sees(advice);
      await button('看得清，用它').click();
      await expect.poll(() => pages('V14-M2')).toHaveLength(2);
    },
  );

  test('that is too small is advised against, a sharp one is not', async () => {
    placeCamera();
    await atThePapers();
    const film = paperFilm({});
    await page.getByLabelText(`选文件 ${BOOK}`).upload(await aFile(film));
    await expect.element(question()).toBeVisible();
    expect(dialog()?.querySelector('.notice')).toBeNull();
    const small = await aFile(fourColours, 320, 240);
    await page.getByLabelText('换一张').upload(small);
    await sees('字可能太小，靠近一点再拍');
  });

  test('that cannot be read is said to be so by its row', async () => {
    placeCamera();
    const { fake } = await atThePapers();
    fake.fails = 'photographUnreadable';
    const file = new File(['x'], 'a.jpg', { type: 'image/jpeg' });
    await page.getByLabelText(`选文件 ${BOOK}`).upload(file);
    await sees('这张照片读不出来，请重拍或换一张');
    await isClosed();
  });
});
