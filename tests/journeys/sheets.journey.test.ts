// The papers of a case as the browser's own engine prints them, and a receipt that
// another village tells genuine from false without a network.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeQR } from 'qr';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import { askedPapers, Clerk } from '../support/clerk.ts';
import { openLink, type Link } from '../support/link.ts';
import {
  aPlatform,
  until,
  type PlatformProcess,
} from '../support/platform-process.ts';
import { readPdf, type PdfPage } from '../support/read-pdf.ts';

const phone = aBrowser();
const other = aBrowser();
let platform: PlatformProcess;
let link: Link;

beforeAll(async () => {
  platform = await aPlatform();
  await platform.start();
  link = await openLink(() => platform.port);
});

afterAll(async () => {
  await phone.remove();
  await other.remove();
  await link?.close();
  await platform?.remove();
});

const SIZES = {
  A4: { widthMm: 210, heightMm: 297, textMm: 180 },
  A5: { widthMm: 148, heightMm: 210, textMm: 128 },
  '80毫米': { widthMm: 80, heightMm: 0, textMm: 74 },
} as const;
type Size = keyof typeof SIZES;

/** A folder that keeps what was printed, for a person to look at. */
const KEPT = process.env['KEEP_PDF'];

const bare = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

class PrintingClerk extends Clerk {
  /** Size and type; `isLarge` as it shall be. */
  async choosesPaper(size: Size, isLarge: boolean): Promise<void> {
    await this.presses(size);
    const large = this.page.getByRole('button', { name: '大字', exact: true });
    if ((await large.getAttribute('aria-pressed')) !== String(isLarge))
      await large.click();
  }

  /** What the print engine makes of the screen as it is. */
  async prints(name: string) {
    const pdf = await this.page.pdf({ preferCSSPageSize: true });
    if (KEPT !== undefined) {
      mkdirSync(KEPT, { recursive: true });
      writeFileSync(join(KEPT, `${name}.pdf`), pdf);
    }
    return readPdf(pdf);
  }

  /** One after the other; in none of them anything is cut off. */
  async printsInEverySize(
    name: string,
    look: (printed: { text: string; pages: PdfPage[] }) => void,
  ): Promise<void> {
    for (const size of ['80毫米', 'A5', 'A4'] as const)
      for (const isLarge of [false, true]) {
        const { widthMm, heightMm, textMm } = SIZES[size];
        await this.choosesPaper(size, isLarge);
        const pages = await this.prints(`${name}-${size}-${isLarge}`);
        if (size === '80毫米') expect(pages).toHaveLength(1);
        for (const page of pages) {
          expect(page.widthMm).toBeCloseTo(widthMm, 0);
          if (heightMm > 0) expect(page.heightMm).toBeCloseTo(heightMm, 0);
        }
        look({ text: bare(pages.map(({ text }) => text).join('')), pages });
        expect(await this.findsCutOff(textMm)).toEqual([]);
      }
  }

  /** What of the sheet stands beyond its edge at the width of its paper. */
  async findsCutOff(textMm: number): Promise<string[]> {
    const width = Math.round((textMm * 96) / 25.4);
    const before = this.page.viewportSize();
    await this.page.emulateMedia({ media: 'print' });
    await this.page.setViewportSize({ width, height: 900 });
    const cut = await this.page.evaluate(() => {
      const sheet = document.querySelector('.sheet');
      if (sheet === null) return ['no sheet'];
      const edge = document.documentElement.clientWidth + 1;
      return [...sheet.querySelectorAll('*')]
        .filter((each) => each.getBoundingClientRect().right > edge)
        .map((each) => `${each.tagName} ${each.textContent}`);
    });
    await this.page.emulateMedia({ media: null });
    if (before !== null) await this.page.setViewportSize(before);
    return cut;
  }

  /** From the check page on: every box ticked, every pad signed. */
  async promisesAndSubmits(): Promise<string> {
    await this.presses('下一步：核对');
    await this.seesHeading(/核对/);
    await this.ticks('已念给申请人听，内容无误');
    await this.presses('下一步：签名提交');
    await this.seesHeading('请申请人签名');
    for (const box of await this.page.getByRole('checkbox').all())
      await box.check();
    const pads = await this.page.locator('canvas').count();
    for (let nth = 0; nth < pads; nth += 1) await this.signs(nth);
    await this.page
      .getByRole('img', { name: /已签名$/ })
      .nth(pads - 1)
      .waitFor();
    await this.presses('签好了，提交这件');
    await this.seesHeading(/已收件，存好了/);
    return await this.readsNumber();
  }
}

test('every paper of a case prints whole in every size, the second time with its mark; another village verifies the receipt offline', async () => {
  const demo = await platform.demo();
  const villages = demo.villages;
  const ticket = villages.find(({ code }) => code === VILLAGE)?.ticket;
  const elsewhere = villages.find(({ code }) => code !== VILLAGE)?.ticket;
  if (ticket === undefined || elsewhere === undefined)
    throw new Error('the demo county is not there');
  const station = `http://localhost:${link.port}`;
  const clerk = new PrintingClerk(await phone.open());
  const judge = new PrintingClerk(await other.open());
  onTestFailed(async () => {
    console.log(await clerk.describesScreen('clerk'));
    console.log(await judge.describesScreen('judge'));
  });
  await clerk.opens(station);
  await clerk.seesHeading('这台设备怎么开始用');
  await clerk.seesHandbook();
  await clerk.enrolsWithFile(ticket);

  // One paper is promised away, another put off.
  const V14 = application('V14', {});
  const promised = { 'V14-M2': '告知承诺', 'V14-M5': '容缺后补' };
  await clerk.begins(V14);
  await clerk.fillsForm(V14);
  await clerk.presses(/^一次告知还差的/);
  await clerk.seesHeading('一次性告知书');
  await clerk.printsInEverySize('notice', ({ text }) => {
    for (const part of ['一次性告知书', '（收件前告知，', '签收'])
      expect(text).toContain(bare(part));
    expect(text).not.toContain('补打');
  });
  await clerk.page.goBack();
  await clerk.seesHeading('材料');
  for (const { id, name, source } of askedPapers(V14))
    if (source !== 'generated')
      await clerk.presses(
        `${promised[id as keyof typeof promised] ?? '看过原件'} ${name}`,
      );
  const number = await clerk.promisesAndSubmits();

  const receipt = await clerk.readsCode();
  const parts = [number, '收件凭证', '（不是受理通知书）', '查询码'];
  let isFirst = true;
  await clerk.printsInEverySize('receipt', ({ text, pages }) => {
    expect(pages).toHaveLength(1);
    for (const part of parts) expect(text).toContain(bare(part));
    expect(text.includes('补打')).toBe(!isFirst);
    isFirst = false;
  });
  // 203 dots an inch of a receipt printer, 300 of an office one.
  for (const dots of [(62 * 203) / 25.4, (42 * 300) / 25.4])
    expect(await clerk.readsCode({ dots, isCopied: true })).toBe(receipt);

  await clerk.page.goBack();
  await clerk.seesHeading('首页');
  await clerk.presses('办件');
  await clerk.page.locator('main ul a').first().click();
  await clerk.seesHeading(/·/);
  const address = clerk.page.url();
  const papers = await clerk.page
    .locator('main a[href^="/print/"]')
    .evaluateAll((links) => links.map((each) => each.getAttribute('href')));
  expect(papers).toHaveLength(4);
  for (const [index, path] of papers.entries()) {
    await clerk.page.locator(`main a[href="${path}"]`).click();
    const title = await clerk.page.locator('.sheet h2').innerText();
    await clerk.printsInEverySize(String(index), ({ text }) => {
      for (const part of [title, number, '查询码'])
        expect(text).toContain(bare(part));
      expect(text).not.toContain('受理通知书');
    });
    await clerk.page.goBack();
    await clerk.page.waitForURL(address);
  }

  // Another village: enrolled, one contact, then no line any more.
  await judge.opens(station);
  await judge.seesHeading('这台设备怎么开始用');
  await judge.shellIsKept();
  await judge.seesHandbook();
  await judge.enrolsWithFile(elsewhere);
  // Each of the two has asked for the directory, this one after the other was bound.
  const log = join(platform.dataDir, 'platform.log');
  await until(
    () =>
      Promise.resolve(
        readFileSync(log, 'utf8').split('/api/v1/directory').length > 2,
      ),
    60_000,
  );
  await judge.sees(/已连上/);
  link.set({ up: false });
  await judge.presses('扫码');
  await judge.seesHeading('查凭证真假');
  await judge.page.locator('input[type=file]').setInputFiles({
    name: 'receipt.gif',
    mimeType: 'image/gif',
    buffer: Buffer.from(encodeQR(receipt, 'gif', { scale: 4 })),
  });
  await judge.sees('凭证是真的');
  await judge.sees(/由长潭河侗族乡洗马坪村收件。$/);
  const [head, body, signature = ''] = receipt.split('.').slice(-3);
  const bent = signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  await judge.fills('或者粘贴码里的内容', [head, body, bent].join('.'));
  await judge.presses('查一查');
  await judge.sees(/^签名对不上/);
  clerk.seesNoViolation();
  judge.seesNoViolation();
});
