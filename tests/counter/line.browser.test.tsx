import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { addDays, chinaDate } from '../../src/domain/calendar/civil-date.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { button, link, openCounter, verification } from './counter-bench.ts';

const text = (words: string) => page.getByText(words, { exact: true });

test('a number is taken with its wait, called, passed over and called again; the second screen shows the number alone', async () => {
  const fake = new FakeDevice();
  openCounter(fake, '/');
  await link('上门和取号').click();
  await button('取号 0').click();
  await expect.element(text('没有叫号')).toBeVisible();
  await button('取一个号').click();
  fake.line.set({ ...line, waiting: 3, latest: 'A014' });
  await expect.element(text('A014')).toBeVisible();
  await expect.element(text('新取的号大约等16分钟')).toBeVisible();
  await button('叫下一个').click();
  fake.line.set({ ...line, called: 'A012', passed: ['A011'], latest: 'A014' });

  const shown = document.implementation.createHTMLDocument();
  const open = vi
    .spyOn(globalThis, 'open')
    .mockReturnValue({ closed: false, document: shown } as unknown as Window);
  await button('给第二块屏显示').click();
  expect(open).toHaveBeenCalledWith('', expect.any(String), 'popup');
  expect(shown.documentElement.textContent).toBe('A012A012');
  await button('再叫 A011').click();
  fake.line.set({ ...line, called: 'A011', latest: 'A014' });
  await expect.poll(() => shown.body.textContent).toBe('A011');
  await button('过号').click();
  await button('办完').click();
  // It goes on whatever the counter shows, and is blank once that is gone.
  await link('首页').first().click();
  await expect.element(button('过号')).not.toBeInTheDocument();
  fake.line.set(line);
  await expect.poll(() => shown.body.textContent).toBe('');
  fake.line.set({ ...line, called: 'A015' });
  await expect.poll(() => shown.body.textContent).toBe('A015');
  dispatchEvent(new Event('pagehide'));
  expect(shown.body.textContent).toBe('');
  expect(fake.lineActs).toEqual([
    ['take', undefined],
    ['call', undefined],
    ['call', 'A011'],
    ['pass', undefined],
    ['finish', undefined],
  ]);
  open.mockRestore();
});

test('a hand that presses twice calls one and takes one, also where the line has moved between', async () => {
  const fake = new FakeDevice();
  openCounter(fake, '/line?of=numbers');
  const moves = (name: string) => {
    const pressed = button(name).element();
    if (pressed instanceof HTMLElement) pressed.click();
  };
  await expect.element(button('叫下一个')).toBeVisible();
  moves('叫下一个');
  fake.line.set({ ...line, called: 'A001', waiting: 2, latest: 'A003' });
  await expect.element(text('A001')).toBeVisible();
  await expect.element(button('叫下一个')).toBeVisible();
  moves('叫下一个');
  moves('取一个号');
  moves('取一个号');
  await expect.element(text('您的号')).toBeVisible();
  expect(fake.lineActs).toEqual([
    ['call', undefined],
    ['take', undefined],
  ]);
});

const line = {
  called: null,
  passed: [],
  waiting: 0,
  latest: null,
  minutesEach: 8,
};

test('whom to visit stands in the order of the way, is called, put off and begun at his door', async () => {
  const fake = new FakeDevice();
  const today = chinaDate(Date.now());
  const near = fake.addDraft('V14', { answers: verification });
  const far = fake.addDraft('V31', { homeVisitOn: today });
  const later = fake.addDraft('V03', { homeVisitOn: addDays(today, 3) });
  fake.groups.set(near, 3).set(far, 5).set(later, 1);
  openCounter(fake, `/intake/${near}`);
  const { drafts } = fake.api;
  fake.api.drafts = {
    ...drafts,
    planVisit: () => Promise.resolve({ ok: false, code: 'storageFull' }),
  };
  await button('改到上门办').click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  fake.api.drafts = drafts;
  await button('改到上门办').click();
  expect(fake.draft(near).homeVisitOn).toBe(today);
  openCounter(fake, '/line');
  await expect
    .element(page.getByRole('heading', { name: '今天要走2户' }))
    .toBeVisible();
  const rows = page.getByRole('main').getByRole('listitem');
  const words = () => rows.elements().map((row) => row.textContent);
  expect(words()).toEqual([
    expect.stringContaining('5组'),
    expect.stringContaining('3组 向某英 81岁'),
    expect.stringContaining('1组'),
  ]);
  expect(link('打电话').first().element().getAttribute('href')).toBe(
    'tel:07180000009',
  );
  fake.api.drafts = {
    ...drafts,
    planVisit: () => Promise.resolve({ ok: false, code: 'storageFull' }),
  };
  await button('改天').first().click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  fake.api.drafts = drafts;
  await button('改天').first().click();
  expect(fake.draft(far).homeVisitOn).toBe(addDays(today, 1));
  await link('到了，开始').first().click();
  await expect
    .element(page.getByRole('heading', { name: /向某英/ }))
    .toBeVisible();
});
