// The ways of handing a paper in beside photographing it, and what is told at once
// to whoever has none of them; afterwards nothing is handed in.
import { waysText } from '../../../src/text/ways.ts';
import { matter } from '../../support/clerk.ts';
import type { County } from './county.ts';

const paper = (id: string) =>
  matter('V14').materials.find((each) => each.id === id)?.name ?? '';

/** In a draft of 高龄津贴 with an answer to every question. */
export async function showPaperWays(
  county: County,
  draft: string,
): Promise<void> {
  const { clerk } = county;
  const book = paper('V14-M2');
  const card = paper('V14-M5');
  const waits = (button: string) =>
    clerk.page.getByRole('button', { name: button, exact: true }).waitFor();
  await county.goes(`${draft}/notice`, '一次性告知书');
  await county.seesCounter('notice');
  await county.goes(`${draft}/materials`, '材料');
  await clerk.presses(`电子证照 ${book}`);
  await waits(`不用电子证照 ${book}`);
  await clerk.presses(`容缺后补 ${card}`);
  await waits(`现在就交 ${card}`);
  await county.seesCounter('materials-other-ways');
  await clerk.presses(`不用电子证照 ${book}`);
  await clerk.presses(`告知承诺 ${book}`);
  await waits(`改交材料 ${book}`);
  await county.seesCounter('materials-promised');
  await county.goes(`${draft}/sign`, '请申请人签名');
  await county.seesCounter('sign-promises');
  await clerk.presses(waysText.printPromise(book));
  await clerk.page.locator('.sheet h2').waitFor();
  await county.seesCounter('print-promise-of-draft');
  await county.goes(`${draft}/materials`, '材料');
  await clerk.presses(`改交材料 ${book}`);
  await waits(`电子证照 ${book}`);
  await clerk.presses(`现在就交 ${card}`);
  await waits(`容缺后补 ${card}`);
}
