// The page 收U盘, against a stubbed platform.
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ImportSummary } from '../../src/protocol/stick-file.ts';
import { IMPORT_HEADER } from '../../src/protocol/stick-file.ts';
import { MARK } from '../../src/protocol/stick-records.ts';
import { button, expectAccessible, openConsole } from './console-bench.tsx';
import { StubPlatform } from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

const DEVICE = '019ab000-0000-7000-8000-00000000000d';

function aSummary(part: Partial<ImportSummary> = {}): ImportSummary {
  return {
    importId: '019ab000-0000-7000-8000-0000000000a1',
    at: '2026-11-25T07:20:00.000Z',
    by: '李审核',
    files: [
      {
        fileId: '019ab000-0000-7000-8000-0000000000f1',
        deviceId: DEVICE,
        stationCode: '422825102205',
        stationName: '水田坝村便民服务站',
        part: 1,
        parts: 1,
        operations: 8,
        materials: 31,
        madeAt: '2026-11-25T02:00:00.000Z',
        missingParts: [],
      },
    ],
    cases: { received: 8, byNetwork: 0, byFile: 0 },
    operations: {
      received: 8,
      alreadyHere: 0,
      held: 0,
      refused: 0,
      waiting: 0,
      unproven: 0,
    },
    materials: { received: 31, alreadyHere: 0, unproven: 0, full: 0 },
    damagedRecords: 0,
    torn: false,
    forged: 0,
    enrolmentProblems: [],
    ...part,
  };
}

/** Begins as a stick's file does, behind some bytes of a photograph. */
const aFile = (name: string, before = 0) =>
  new File([new Uint8Array(before), MARK, new Uint8Array(1000)], name);
const say = (text: string | RegExp) => page.getByText(text);
const input = () => page.getByLabelText(/^选U盘里的文件/);

describe('收U盘', () => {
  test('takes a file in, tells how far it has come, and what it brought', async () => {
    const platform = openConsole(new StubPlatform(), '#/imports');
    platform.importAnswers = [
      aSummary({ cases: { received: 8, byNetwork: 2, byFile: 0 } }),
    ];
    await expect.element(say('还没收过U盘。')).toBeVisible();
    await expectAccessible();
    await input().upload(aFile('水田坝村_1125_8件.vsp'));
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    await expect.element(say(/^正在收 1KB\/2KB$/)).toBeVisible();
    platform.letUpload();
    await expect
      .element(say('已收8件，其中2件先前已由网络送达，照片31张').first())
      .toBeVisible();
    await expect.element(say('水田坝村便民服务站').first()).toBeVisible();
    expect(platform.uploads[0]?.headers[IMPORT_HEADER]).toBe('1');
    // And it stands among the past ones at once.
    await expect.element(page.getByRole('row').nth(1)).toBeVisible();
    await expectAccessible();
  });

  test('a torn file says what to do, and everything else that is not right is said too', async () => {
    const platform = openConsole(new StubPlatform(), '#/imports');
    platform.importAnswers = [
      aSummary({
        cases: { received: 6, byNetwork: 0, byFile: 1 },
        torn: true,
        damagedRecords: 1,
        operations: {
          received: 6,
          alreadyHere: 0,
          held: 1,
          refused: 2,
          waiting: 3,
          unproven: 4,
        },
        enrolmentProblems: ['ticketUsed'],
      }),
    ];
    await input().upload(aFile('a.vsp'));
    await expect.element(say(/^正在收/)).toBeVisible();
    platform.letUpload();
    for (const sentence of [
      /^文件不完整，收下了前6件，请把U盘再插到村里那台导一次$/,
      /^1件待核查/,
      /^2件没收下/,
      /^3件等前面一份/,
      /^4件和0张照片认不出/,
      /^这台设备没登记上：/,
      /1件先前已收过/,
    ])
      await expect.element(say(sentence).first()).toBeVisible();
  });

  test('several files at once wait for each other, one that is none is not even sent', async () => {
    const platform = openConsole(new StubPlatform(), '#/imports');
    platform.importAnswers = [
      aSummary({
        files: aSummary().files.map((file) => ({
          ...file,
          parts: 3,
          missingParts: [2, 3],
        })),
      }),
      aSummary(),
    ];
    await input().upload([
      aFile('one.vsp'),
      new File([new Uint8Array(3000)], 'photo.jpg'),
      // A piece that begins inside a photograph.
      aFile('two.vsp', 3_000_000),
    ]);
    await expect.element(say(/^正在收/)).toBeVisible();
    await expect.element(say('等着收').first()).toBeVisible();
    platform.letUpload();
    await expect.element(say('还缺第2、3份，请接着收').first()).toBeVisible();
    await expect.element(say(/不是服务点导出的文件/)).toBeVisible();
    await eventually(() => expect(platform.uploads).toHaveLength(2));
    platform.letUpload();
    await expect.element(say('已收8件，照片31张').nth(2)).toBeVisible();
    expect(platform.uploads).toHaveLength(2);
  });

  test('files can be dropped anywhere on the page', async () => {
    const platform = openConsole(new StubPlatform(), '#/imports');
    platform.importAnswers = [aSummary()];
    await expect.element(say('还没收过U盘。')).toBeVisible();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(aFile('dropped.vsp'));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    );
    await expect.element(say('dropped.vsp')).toBeVisible();
    await eventually(() => expect(platform.uploads).toHaveLength(1));
  });

  test('a line that breaks off is said, and the file is taken once more', async () => {
    const platform = openConsole(new StubPlatform(), '#/imports');
    platform.importAnswers = ['cut', aSummary()];
    await input().upload(aFile('a.vsp'));
    await expect.element(say(/^正在收/)).toBeVisible();
    platform.letUpload();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await button('再收一次').click();
    await eventually(() => expect(platform.uploads).toHaveLength(2));
    platform.letUpload();
    await expect.element(say('已收8件，照片31张').first()).toBeVisible();
  });

  test('goes on while another page is looked at, and from the keyboard alone', async () => {
    const platform = openConsole(new StubPlatform(), '#/imports');
    platform.importAnswers = [aSummary()];
    await expect.element(say('还没收过U盘。')).toBeVisible();
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).toBe(input().element());
    await input().upload(aFile('a.vsp'));
    await expect.element(say(/^正在收/)).toBeVisible();
    location.hash = '#/held';
    await expect.element(say('没有待核查的。')).toBeVisible();
    platform.letUpload();
    location.hash = '#/imports';
    await expect.element(say('已收8件，照片31张').first()).toBeVisible();
  });

  test('the answer for the village is saved as a file of its own', async () => {
    const platform = new StubPlatform();
    platform.imports = [aSummary()];
    openConsole(platform, '#/imports');
    await button('存回执 水田坝村便民服务站').click();
    await eventually(() =>
      expect(platform.paths).toContain(
        `GET /api/v1/imports/${aSummary().importId}/replies/${DEVICE}`,
      ),
    );
  });
});
