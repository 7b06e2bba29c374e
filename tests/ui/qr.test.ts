import { expect, test } from 'vitest';
import { drawQr } from '../../src/ui/qr/qr.tsx';

test('a code keeps four free modules on every side', () => {
  const { path, side } = drawQr('http://localhost/r#v1.abc');
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((run) =>
    run.slice(1).map(Number),
  );
  const xs = runs.flatMap(([x = 0, , width = 0]) => [x, x + width]);
  const ys = runs.flatMap(([, y = 0]) => [y, y + 1]);
  expect(Math.min(...xs)).toBe(4);
  expect(Math.min(...ys)).toBe(4);
  expect(Math.max(...xs)).toBe(side - 4);
  expect(Math.max(...ys)).toBe(side - 4);
});

test('longer content makes a larger symbol, not a denser path of strings', () => {
  expect(drawQr('a'.repeat(200)).side).toBeGreaterThan(drawQr('a').side);
});
