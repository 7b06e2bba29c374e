import { describe, expect, it } from 'vitest';
import { decideResult } from '../../../src/device/sync/decide-result.ts';
import { ID } from './heard.ts';

describe('how a row moves by its result', () => {
  it.each([
    [
      { id: ID, result: 'applied' },
      { to: 'settled', result: 'applied' },
    ],
    [
      { id: ID, result: 'duplicate' },
      { to: 'settled', result: 'applied' },
    ],
    [
      { id: ID, result: 'held', code: 'forked' },
      { to: 'settled', result: 'held', code: 'forked' },
    ],
    [
      { id: ID, result: 'refused', code: 'invalid', paths: ['answers.x'] },
      { to: 'attention', code: 'invalid', paths: ['answers.x'] },
    ],
    [
      { id: ID, result: 'later', code: 'busy' },
      { to: 'pending', code: 'busy' },
    ],
  ] as const)('%j', (result, settlement) => {
    expect(
      decideResult(
        'paths' in result ? { ...result, paths: [...result.paths] } : result,
      ),
    ).toMatchObject(settlement);
  });
});
