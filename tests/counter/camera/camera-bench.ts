// The camera over the page of the papers, on a device that is a fake with the true
// device's pictures; what the camera sees is drawn.
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import { setTextSize } from '../../../src/ui/text-size/text-size.tsx';
import {
  aCanvasCamera,
  fourColours,
  type CanvasCamera,
} from '../../support/canvas-camera.ts';
import { FakeDevice } from '../../support/fake-device.ts';
import { button, heading, openCounter } from '../counter-bench.ts';

export const BOOK = '居民户口簿';
export const ID_CARD = '居民身份证';
export const CARD = '社会保障卡（金融账户）或银行卡';
export const LONG = 600_000;

let current: CanvasCamera | undefined;

/** Stands in the browser's camera's place until it is put away. */
export function placeCamera(
  ...given: Parameters<typeof aCanvasCamera>
): CanvasCamera {
  current = aCanvasCamera(...given);
  return current;
}

export function putAway(): void {
  current?.remove();
  setTextSize(0);
  show('visible');
}

export function show(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => state,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

export async function atThePapers(hiddenMs = LONG) {
  const fake = new FakeDevice();
  const draftId = fake.addDraft('V14', {
    answers: { applicantName: '向示英' },
  });
  const limits = { idleMs: LONG, hiddenMs, pickerMs: LONG };
  openCounter(fake, `/intake/${draftId}/materials`, { limits });
  await expect.element(heading('材料')).toBeVisible();
  const paper = (id: string) =>
    fake.draft(draftId).papers.find(({ paperId }) => paperId === id);
  const pages = (id: string) => {
    const found = paper(id);
    return found?.how === 'photo' ? found.pages : [];
  };
  const picture = (id: string) => {
    const found = fake.pictures.get(pages(id)[0]?.sha256 ?? '');
    if (found === undefined) throw new Error(`no picture of ${id}`);
    return found;
  };
  return { fake, paper, pages, picture };
}

export const dialog = () =>
  document.querySelector<HTMLDialogElement>('dialog[open]');
export const isClosed = () => expect.poll(dialog).toBeNull();
export const question = () =>
  page.getByRole('heading', { name: '字看得清吗？' });
export const sees = (text: string | RegExp) =>
  expect.element(page.getByText(text)).toBeVisible();

/** Until the camera shows something. */
export async function aims(): Promise<void> {
  await expect
    .poll(() => dialog()?.querySelector('video')?.videoWidth ?? 0)
    .toBeGreaterThan(0);
  await expect.poll(() => dialog()?.textContent).not.toContain('正在打开相机…');
}

export async function shoots(): Promise<void> {
  await aims();
  await button('拍').click();
  await expect.element(question()).toBeVisible();
}

export async function aFile(film = fourColours, width = 1200, height = 900) {
  const canvas = Object.assign(document.createElement('canvas'), {
    width,
    height,
  });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  film(context);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob === null) throw new Error('no picture');
  return new File([blob], 'a.png', { type: 'image/png' });
}
