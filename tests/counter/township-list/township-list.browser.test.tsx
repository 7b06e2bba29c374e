import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { readTable } from '../../../src/counter/township-list/read-table.ts';
import { FakeDevice } from '../../support/fake-device.ts';
import { button, heading, openCounter } from '../counter-bench.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** 「姓名,电话」 and 「向,1」 as a Chinese Windows writes them. */
const GB = Uint8Array.from(atob('0NXD+yy157uwDQrP8iwxDQo='), (byte) =>
  byte.charCodeAt(0),
);

const WORKSHEET = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>向示英</t></is></c><c r="C2"><v>3</v></c></row>
</sheetData></worksheet>`;
const STRINGS = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>姓名</t></si><si><r><t>村民</t></r><r><t>小组</t></r></si></sst>`;

function aWorkbook(level: 0 | 6): Blob {
  return new Blob([
    new Uint8Array(
      zipSync(
        {
          '[Content_Types].xml': utf8('<Types/>'),
          'xl/sharedStrings.xml': utf8(STRINGS),
          'xl/worksheets/sheet1.xml': utf8(WORKSHEET),
        },
        { level },
      ),
    ),
  ]);
}

describe('the file of a township', () => {
  test('is CSV in either encoding of Chinese, cells quoted or not', async () => {
    const text = '\ufeff姓名,"住址,门牌"\r\n向示英,"3组 ""下"" 屋"\n,\n';
    expect(await readTable(new Blob([text]))).toEqual([
      ['姓名', '住址,门牌'],
      ['向示英', '3组 "下" 屋'],
    ]);
    expect(await readTable(new Blob([GB]))).toEqual([
      ['姓名', '电话'],
      ['向', '1'],
    ]);
    expect(await readTable(new Blob(['a\tb\n1\t2']))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('is the first sheet of a workbook, packed or not; a damaged one is said', async () => {
    const rows = [
      ['姓名', '', '村民小组'],
      ['向示英', '', '3'],
    ];
    expect(await readTable(aWorkbook(6))).toEqual(rows);
    expect(await readTable(aWorkbook(0))).toEqual(rows);
    const whole = new Uint8Array(await aWorkbook(6).arrayBuffer());
    const damaged = whole.map((byte, at) => (at > 300 && at < 340 ? 0 : byte));
    expect(await readTable(new Blob([damaged]))).toBeUndefined();
  });

  test('is matched, looked through, and put in the place of the former one with one press', async () => {
    const fake = new FakeDevice();
    openCounter(fake, '/residents');
    await page.getByRole('link', { name: '从乡镇名单更新' }).click();
    await expect.element(heading('乡镇名单')).toBeVisible();
    const text =
      '姓名,号码,组\n向示英,000000194001050025,3组\n田示军,00000019400105002,1组\n';
    await userEvent.upload(
      page.getByLabelText('选名单文件'),
      new File([text], 'list.csv'),
    );
    await expect.element(page.getByText('共2行，能用0人')).toBeVisible();
    await userEvent.selectOptions(page.getByLabelText('身份证号'), '号码');
    await expect.element(page.getByText('共2行，能用1人')).toBeVisible();
    await page.getByText('1处要看').click();
    await expect
      .element(page.getByText('第3行：身份证号少1位，应是18位'))
      .toBeVisible();
    await button('换成这1人').click();
    await expect.element(heading(/村民/)).toBeVisible();
    expect(fake.list).toMatchObject([
      { name: '向示英', idNo: '000000194001050025', hukou: { group: 3 } },
    ]);
  });

  test('is let go of after one question, when there is one', async () => {
    const fake = new FakeDevice();
    openCounter(fake, '/residents/list');
    await expect.element(heading('乡镇名单')).toBeVisible();
    await expect.element(button('清掉名单')).not.toBeInTheDocument();
    fake.list = [{ idNo: '000000194001050025', name: '向示英' }];
    openCounter(fake, '/residents/list');
    await button('清掉名单').click();
    const question = page.getByRole('dialog', {
      name: '清掉乡镇名单（1人）？',
    });
    await question.getByRole('button', { name: '清掉名单' }).click();
    await expect.element(heading(/村民/)).toBeVisible();
    expect(fake.list).toEqual([]);
  });

  test('is said to be unreadable when it was taken away', async () => {
    const gone = new File(['x'], 'list.csv');
    gone.arrayBuffer = () => Promise.reject(new Error('gone'));
    expect(await readTable(gone)).toBeUndefined();
  });
});
