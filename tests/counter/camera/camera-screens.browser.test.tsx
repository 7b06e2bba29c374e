// Every screen of the camera, for everybody.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { setTextSize } from '../../../src/ui/text-size/text-size.tsx';
import { axeFaults } from '../../support/axe-faults.ts';
import type { CanvasCamera } from '../../support/canvas-camera.ts';
import { button } from '../counter-bench.ts';
import {
  BOOK,
  CARD,
  placeCamera,
  putAway,
  atThePapers,
  dialog,
  sees,
  aims,
  shoots,
} from './camera-bench.ts';

beforeEach(async () => {
  await page.viewport(360, 640);
});

afterEach(putAway);

describe('its screens', () => {
  const screens: Record<string, (camera: CanvasCamera) => Promise<void>> = {
    取景: async () => {
      await button(`拍照 ${BOOK}`).click();
      await aims();
    },
    看清: async () => {
      await button(`拍照 ${BOOK}`).click();
      await shoots();
    },
    裁边: async () => {
      await button(`拍照 ${BOOK}`).click();
      await shoots();
      await button('裁边').click();
      await expect.element(button('裁好了')).toBeVisible();
    },
    没权限: async (camera) => {
      camera.refuse('NotAllowedError');
      await button(`拍照 ${CARD}`).click();
      await sees('浏览器没有相机权限。');
    },
  };
  for (const [name, goThere] of Object.entries(screens)) {
    test(`${name}: nothing shuts anybody out`, async () => {
      const camera = placeCamera();
      await atThePapers();
      await goThere(camera);
      expect(await axeFaults()).toEqual([]);
    });

    test(`${name}: at 34 px nothing scrolls sideways`, async () => {
      const camera = placeCamera();
      await page.viewport(320, 640);
      await atThePapers();
      setTextSize(3);
      await goThere(camera);
      const shown = dialog();
      expect(shown?.scrollWidth).toBe(shown?.clientWidth);
    });
  }
});
