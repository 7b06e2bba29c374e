// The camera over the page of the papers, on a device that is a fake with the true
// device's pictures; what the camera sees is drawn.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { setTextSize } from '../../src/ui/text-size/text-size.tsx';
import { axeFaults } from '../support/axe-faults.ts';
import {
  aCanvasCamera,
  fourColours,
  paperFilm,
  quartersOf,
  type CanvasCamera,
} from '../support/canvas-camera.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { button, heading, openCounter } from './counter-bench.ts';

const BOOK = '居民户口簿';
const ID_CARD = '居民身份证';
const CARD = '社会保障卡（金融账户）或银行卡';
const LONG = 600_000;

let camera: CanvasCamera;

beforeEach(async () => {
  await page.viewport(360, 640);
});

afterEach(() => {
  camera.remove();
  setTextSize(0);
  show('visible');
});

function show(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => state,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

async function atThePapers(hiddenMs = LONG) {
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

const dialog = () => document.querySelector<HTMLDialogElement>('dialog[open]');
const isClosed = () => expect.poll(dialog).toBeNull();
const question = () => page.getByRole('heading', { name: '字看得清吗？' });
const sees = (text: string | RegExp) =>
  expect.element(page.getByText(text)).toBeVisible();

/** Until the camera shows something. */
async function aims(): Promise<void> {
  await expect
    .poll(() => dialog()?.querySelector('video')?.videoWidth ?? 0)
    .toBeGreaterThan(0);
  await expect.poll(() => dialog()?.textContent).not.toContain('正在打开相机…');
}

async function shoots(): Promise<void> {
  await aims();
  await button('拍').click();
  await expect.element(question()).toBeVisible();
}

async function aFile(film = fourColours, width = 1200, height = 900) {
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

describe('the camera', () => {
  test('takes several pages in one go, and then is off', async () => {
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
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
    camera = aCanvasCamera(paperFilm({ paper: 60 }));
    await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await aims();
    await sees('太暗，开手电');
  });
});

describe('a picture', () => {
  test('is kept turned and cut as it was shown', async () => {
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
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
      camera = aCanvasCamera(film);
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
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
    const { fake } = await atThePapers();
    fake.fails = 'photographUnreadable';
    const file = new File(['x'], 'a.jpg', { type: 'image/jpeg' });
    await page.getByLabelText(`选文件 ${BOOK}`).upload(file);
    await sees('这张照片读不出来，请重拍或换一张');
    await isClosed();
  });
});

describe('where there is no camera', () => {
  test('refused, the clerk is told how to allow it, and what else there is', async () => {
    camera = aCanvasCamera();
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
    camera = aCanvasCamera();
    camera.refuse(name);
    await atThePapers();
    await button(`拍照 ${BOOK}`).click();
    await sees(sentence);
    expect(document.body.textContent).not.toContain('点地址栏左边的锁');
    await expect.element(page.getByLabelText('选一张照片')).toBeVisible();
  });

  test('an old browser opens the system’s own', async () => {
    camera = aCanvasCamera();
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

describe('its screens', () => {
  const screens: Record<string, () => Promise<void>> = {
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
    没权限: async () => {
      camera.refuse('NotAllowedError');
      await button(`拍照 ${CARD}`).click();
      await sees('浏览器没有相机权限。');
    },
  };
  for (const [name, goThere] of Object.entries(screens)) {
    test(`${name}: nothing shuts anybody out`, async () => {
      camera = aCanvasCamera();
      await atThePapers();
      await goThere();
      expect(await axeFaults()).toEqual([]);
    });

    test(`${name}: at 34 px nothing scrolls sideways`, async () => {
      camera = aCanvasCamera();
      await page.viewport(320, 640);
      await atThePapers();
      setTextSize(3);
      await goThere();
      const shown = dialog();
      expect(shown?.scrollWidth).toBe(shown?.clientWidth);
    });
  }
});

describe('pages that a paper must have', () => {
  test('are named one after the other, until none is left', async () => {
    camera = aCanvasCamera();
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

describe('no room for photographs', () => {
  test('offers to keep the text alone, where the paper may follow later', async () => {
    camera = aCanvasCamera();
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

describe('the print of a finger', () => {
  test('the print of a finger, photographed, counts as the signature', async () => {
    camera = aCanvasCamera();
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
