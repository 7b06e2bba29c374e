// What a resident sees who scans the code of a receipt.
import { Person } from '../../support/person.ts';
import type { County } from './county.ts';

export async function checkReceipts(county: County): Promise<void> {
  const resident = new Person(county.given.desk);
  const { page } = resident;
  const see = (name: string) => county.given.counterStop(page, name);
  const code = county.receiptCode.replace(county.station, county.address);
  await resident.opens(code);
  await resident.sees('高龄津贴申领');
  await see('resident-receipt');
  await resident.opens('about:blank');
  await resident.opens(`${code.slice(0, -20)}${'A'.repeat(20)}`);
  await resident.sees('无法核实');
  await see('resident-receipt-unverified');
  await resident.opens('about:blank');
  await resident.opens(`${county.address}/r`);
  await resident.page.getByRole('heading', { level: 1 }).waitFor();
  await see('resident-ask');
  await resident.presses('查一查');
  await resident.sees('还没填查询码');
  await see('resident-ask-with-errors');
  await resident.fills('收件号后9位', '002000714');
  await resident.fills('查询码', 'K7M4QX');
  await resident.presses('查一查');
  await resident.sees(/^没查到/);
  await see('resident-not-found');
}
