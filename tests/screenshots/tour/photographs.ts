// The camera: aiming at a card, looking at a page and cutting it, and a browser that
// refuses it. Nothing of it is kept.
import { cameraText } from '../../../src/text/camera.ts';
import { matter } from '../../support/clerk.ts';
import type { County } from './county.ts';

const paper = (id: string) =>
  matter('V14').materials.find((each) => each.id === id)?.name ?? '';

/** On the page of the papers of 高龄津贴. */
export async function showCamera(county: County): Promise<void> {
  const { clerk } = county;
  const close = async () => {
    await clerk.presses(cameraText.close);
    await clerk.page.locator('dialog').waitFor({ state: 'detached' });
  };
  await clerk.presses(`拍照 ${paper('V14-M5')}`);
  await clerk.cameraIsOn();
  // What is filmed is a sheet, larger than a card.
  await clerk.sees(cameraText.hints.edge);
  await county.seesCounter('camera-aims-at-a-card');
  await clerk.presses(cameraText.shoot);
  await clerk.useButton().waitFor();
  await county.seesCounter('camera-card');
  await clerk.presses(cameraText.again);
  await close();
  await clerk.presses(`拍照 ${paper('V14-M2')}`);
  await clerk.cameraIsOn();
  await clerk.sees(cameraText.hints.none);
  await county.seesCounter('camera-aims-at-a-page');
  await clerk.presses(cameraText.shoot);
  await clerk.useButton().waitFor();
  await county.seesCounter('camera-page');
  await clerk.presses(cameraText.turn);
  await clerk.presses(cameraText.crop);
  await county.seesCounter('camera-crop');
  await clerk.presses(cameraText.cropped);
  await clerk.presses(cameraText.again);
  await close();

  // Where a film is played no permission is asked for.
  await clerk.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await clerk.presses(`拍照 ${paper('V14-M5')}`);
  await clerk.sees(cameraText.trouble.denied);
  await county.seesCounter('camera-refused');
  await close();
  await clerk.page.evaluate(() => {
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
  });
}
