// Which questions the kept shell answers, and which only the platform can.
import { expect, test, vi } from 'vitest';
import { keyFor, keysOf } from '../../src/service-worker/shell.ts';

const HOME = 'http://counter.test';

/** What a click on an address asks. */
const visit = (path: string) =>
  ({ method: 'GET', mode: 'navigate', url: HOME + path }) as Request;

test('a page of the counter is kept; a resident’s is the platform’s to answer or to send on', () => {
  vi.stubGlobal('location', { origin: HOME });
  const keys = keysOf([{ url: 'index.html', revision: '1' }]);
  for (const path of ['/', '/cases/1', '/guidebook', '/research'])
    expect(keyFor(visit(path), keys)).toBe('/index.html?revision=1');
  for (const path of ['/r#receipt', '/guide/V01', '/review/', '/api/v1/feed'])
    expect(keyFor(visit(path), keys)).toBeUndefined();
});
