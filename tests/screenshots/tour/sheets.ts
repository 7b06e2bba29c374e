// What is printed from a case, as it stands on the screen before it is printed, and
// somebody else's receipt told genuine or not.
import type { County } from './county.ts';

export async function showSheets(county: County): Promise<void> {
  const { clerk } = county;
  await county.goesToCase('allowance');
  const links = clerk.page.locator('main a[href^="/print/"]');
  const papers = await links.evaluateAll((found) =>
    found.map((each) => each.getAttribute('href') ?? ''),
  );
  for (const path of papers) {
    await county.goes(path, /./);
    await clerk.page.locator('.sheet h2').waitFor();
    await county.seesCounter(`print-${path.split('/').at(-1)}`);
  }
  await county.goes('/check', '查凭证真假');
  await county.seesCounter('check-receipt');
  for (const [name, text] of [
    ['genuine', county.receiptCode],
    ['not-genuine', county.receiptCode.replace(/.$/, '')],
    ['no-receipt', '4228 2510 2205'],
  ] as const) {
    await clerk.fills('或者粘贴码里的内容', text);
    await clerk.presses('查一查');
    await clerk.page.locator('.notice').waitFor();
    await county.seesCounter(`check-receipt-${name}`);
  }
}
