// Every state of every shared component, in each of the four sizes of text, on the
// narrowest telephone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  setTextSize,
  TEXT_SIZES,
} from '../../../src/ui/text-size/text-size.tsx';
import type { Example } from '../examples/example.ts';
import { beyond, faults } from '../faults.ts';
import { draw, settled } from '../render.tsx';
import { components } from './components.ts';
import { States } from './gallery.tsx';

const NARROW = 320;
const isAlone = (example: Example) => example.isAlone === true;

beforeAll(() => page.viewport(NARROW, 640));
afterAll(async () => {
  setTextSize(0);
  await page.viewport(414, 896);
});

test('the gallery has every component of src/ui', () => {
  const files = Object.keys(import.meta.glob('../../../src/ui/*/*.tsx'));
  const folders = files.map((file) => file.split('/').at(-2));
  expect(Object.keys(components)).toEqual([...new Set(folders)]);
});

describe.each(TEXT_SIZES)('in text size %i', (step) => {
  test.each(Object.entries(components))(
    '%s passes axe and fits 320 px',
    async (component, all) => {
      setTextSize(step);
      const examples = all.filter((example) => !isAlone(example));
      if (examples.length > 0) {
        const host = draw(<States {...{ component, examples }} />);
        await settled();
        expect(beyond(host, NARROW)).toEqual([]);
        // The same thing stands there many times.
        const without = ['landmark-unique'];
        expect(await faults(host, { without })).toEqual([]);
      }
      for (const example of all.filter(isAlone)) {
        const host = draw(example.draw());
        await settled();
        expect(beyond(host, NARROW), example.name).toEqual([]);
        expect(await faults(host), example.name).toEqual([]);
        host.remove();
      }
    },
  );
});

test('every control is at least 48 px high', async () => {
  setTextSize(0);
  for (const [component, all] of Object.entries(components)) {
    const examples = all.filter((example) => !isAlone(example));
    const host = draw(<States {...{ component, examples }} />);
    await settled();
    const small = [
      ...host.querySelectorAll(
        'button, .button, .input, .choice, .page-tools a, .page-help a',
      ),
    ].filter((control) => control.getBoundingClientRect().height < 48);
    expect(small.map((control) => control.outerHTML)).toEqual([]);
    host.remove();
  }
});
