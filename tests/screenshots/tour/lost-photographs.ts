// Photographs that the device lost before the county had them, and how they are made
// good: the browser's data are hurt by hand here.
import type { Page } from 'playwright-core';
import { supplementText } from '../../../src/text/case-acts.ts';
import { attentionText } from '../../../src/text/counter.ts';
import { takePhotographs } from '../../support/photographs.ts';
import type { County } from './county.ts';
import { withLeastPhotographs } from './names.ts';

export async function showLostPhotographs(county: County): Promise<void> {
  const { clerk } = county;
  const { link } = county.given;
  // None that the county has already.
  const photo = (await takePhotographs(clerk.page, 6)).at(-1);
  if (photo === undefined) throw new Error('no photograph');
  link.set({ up: false });
  await county.goes('/', '首页');
  const number = await clerk.takesIn(withLeastPhotographs('V17', photo));
  county.numbers.set('damaged', number);
  const address = new URL(clerk.page.url()).pathname;
  await loseMaterials(clerk.page);
  link.set({ up: true });
  await county.sends();
  await clerk.sees(new RegExp(`^${attentionText.damagedTitle}`));
  await county.seesCounter('send-damaged');
  await county.goes(address.replace('receipt', 'case'), /·/);
  await clerk.sees(/^材料损坏/);
  await county.seesCounter('case-damaged');
  await clerk.presses(supplementText.retake);
  await clerk.seesHeading(supplementText.retakeTitle);
  await county.seesCounter('retake');
  await clerk.presses(supplementText.submit);
  await clerk.page.locator('.error-summary').waitFor();
  await county.seesCounter('retake-with-errors');
  await county.goes('/', '首页');
}

/** Removes the bytes of everything that waits to be sent. */
async function loseMaterials(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () =>
          reject(request.error ?? new Error('the store refused')),
        );
      });
    const db = await done(indexedDB.open('service-point'));
    const stores = db.transaction(['materials', 'materialBytes'], 'readwrite');
    type Row = { sha256: string; state: string };
    const rows: Row[] = await done(stores.objectStore('materials').getAll());
    for (const { sha256, state } of rows)
      if (state === 'pending')
        await done(stores.objectStore('materialBytes').delete(sha256));
    db.close();
  });
}
