// What is printed from a case, as it stands on the screen before it is printed, and
// somebody else's receipt told genuine or not.
import { checkReceiptText } from '../../../src/text/check-receipt.ts';
import type { County } from './county.ts';

export async function showSheets(county: County): Promise<void> {
  const { clerk } = county;
  await county.goesToCase('allowance');
  const links = clerk.page.locator('main a[href^="/print/"]');
  await links.first().waitFor();
  const papers = await links.evaluateAll((found) =>
    found.map((each) => each.getAttribute('href') ?? ''),
  );
  for (const path of papers) {
    await clerk.page.locator(`main a[href="${path}"]`).click();
    await clerk.page.locator('.sheet h2').waitFor();
    await county.seesCounter(`print-${path.split('/').at(-1)}`);
    await county.goesToCase('allowance');
  }
  await county.goes('/check', checkReceiptText.title);
  await county.seesCounter('check-receipt');
  const { genuine, why } = checkReceiptText;
  for (const [name, text, sentence] of [
    ['genuine', county.receiptCode, genuine],
    ['not-genuine', bent(county.receiptCode), why.signature],
    ['no-receipt', '4228 2510 2205', why.nothing],
  ] as const) {
    await clerk.fills(checkReceiptText.typed, text);
    await clerk.presses(checkReceiptText.check);
    await clerk.sees(sentence);
    await county.seesCounter(`check-receipt-${name}`);
  }
  await county.goes('/', '首页');
}

/** The code with another signature. */
function bent(code: string): string {
  const [signature = '', ...before] = code.split('.').reverse();
  const other = signature.startsWith('A') ? 'B' : 'A';
  return [...before.reverse(), other + signature.slice(1)].join('.');
}
