import { render } from 'preact';
import { afterEach, expect, test } from 'vitest';
import { HandedIn } from '../../../src/counter/intake/handed-in.tsx';
import type { PaperCheck } from '../../../src/domain/cases/paper-checks.ts';

const root = document.createElement('div');
afterEach(() => render(null, root));

function shown(found: PaperCheck['found'] | undefined): string {
  const at = '2026-11-26T02:00:00.000Z';
  render(
    <HandedIn
      paper={{ how: 'eCert', paperId: 'V14-M1', certificate: '0000000027' }}
      name="居民身份证"
      check={found === undefined ? undefined : { found, note: '', at }}
    />,
    root,
  );
  return root.textContent;
}

test('the village sees what the county has found of an e-certificate', () => {
  expect(shown(undefined)).toMatch(/送达后核验$/);
  expect(shown('ok')).toMatch(/已核验，11月26日核验一致$/);
  expect(shown('mismatch')).toMatch(/11月26日核验不一致，等乡镇联系$/);
  expect(shown('unavailable')).toMatch(/待核验，核验系统暂时连不上$/);
});
