import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { casesText } from '../../src/text/counter.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { button, openCounter, verification } from './counter-bench.ts';

const rows = () => page.getByRole('main').getByRole('listitem');
const search = () => page.getByLabelText(casesText.search);

/** 示1 is the oldest. */
function aLongList(count: number): FakeDevice {
  const fake = new FakeDevice();
  for (let n = 1; n <= count; n += 1)
    fake.addCase('V02', { ...verification, applicantName: `示${n}` });
  return fake;
}

describe('the list of cases', () => {
  test('shows fifty, and fifty more when they are asked for', async () => {
    openCounter(aLongList(120), '/cases');
    await expect.poll(() => rows().elements().length).toBe(50);
    await expect.element(rows().first()).toHaveTextContent('示120');
    await button(casesText.more).click();
    await expect.poll(() => rows().elements().length).toBe(100);
    await button(casesText.more).click();
    await expect.poll(() => rows().elements().length).toBe(120);
    await expect.element(button(casesText.more)).not.toBeInTheDocument();
  });

  test('finds by name, ten at first, and says when there is none', async () => {
    openCounter(aLongList(120), '/cases');
    await button(casesText.more).click();
    await expect.poll(() => rows().elements().length).toBe(100);
    await userEvent.fill(search(), '示7');
    await expect.poll(() => rows().elements().length).toBe(10);
    await button(casesText.more).click();
    await expect.poll(() => rows().elements().length).toBe(11);
    await userEvent.fill(search(), '示77');
    await expect.element(rows()).toHaveTextContent('示77');
    await userEvent.fill(search(), '示777');
    await expect
      .element(page.getByText(casesText.nothing('示777')))
      .toBeVisible();
    await userEvent.clear(search());
    await expect.poll(() => rows().elements().length).toBe(50);
  });

  test('a line follows what becomes of its case', async () => {
    const fake = aLongList(2);
    openCounter(fake, '/cases');
    await expect.element(rows().first()).toHaveTextContent('已保存');
    const [first, second] = fake.cases.value;
    if (first === undefined || second === undefined) throw new Error('no case');
    fake.cases.set([first, { ...second, display: 'accepted' }]);
    await expect.element(rows().first()).toHaveTextContent('已受理');
    await button(casesText.returned).click();
    await expect.element(page.getByText(casesText.noneReturned)).toBeVisible();
  });

  test('of what has left the device a line says no word that is old', async () => {
    const fake = aLongList(1);
    const [only] = fake.cases.value;
    if (only === undefined) throw new Error('no case');
    const stub = { ...only, isStub: true, display: 'concluded' } as const;
    fake.cases.set([stub]);
    openCounter(fake, '/cases');
    await expect.element(rows().first()).toHaveTextContent('办结');
    fake.cases.set([{ ...stub, hasMoved: true }]);
    await expect.element(rows().first()).toHaveTextContent(casesText.stubMoved);
    await expect.element(rows().first()).not.toHaveTextContent('办结');
  });
});
