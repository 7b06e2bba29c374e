import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/platform/config.ts';

const ALL = {
  COUNTER_ORIGIN: 'https://counter.county.example',
  REVIEW_ORIGIN: 'https://review.county.example/',
  RESIDENT_ORIGIN: 'https://www.county.example:8443',
  UPLOAD_ORIGIN: 'http://files.localhost:8080',
};
const problemsOf = (change: Record<string, string>) => {
  const read = readConfig({ ...ALL, ...change });
  return read.ok ? [] : read.problems;
};

describe('the origins of the surfaces', () => {
  it('are four, or none', () => {
    const read = readConfig(ALL);
    expect(read.ok && read.value.origins).toEqual({
      counter: 'https://counter.county.example',
      review: 'https://review.county.example',
      resident: 'https://www.county.example:8443',
      upload: 'http://files.localhost:8080',
    });
    expect(readConfig({})).not.toHaveProperty('value.origins');
    const some = problemsOf({ REVIEW_ORIGIN: '', UPLOAD_ORIGIN: ' ' });
    expect(some).toHaveLength(2);
    expect(some[0]).toContain('还差 REVIEW_ORIGIN');
    expect(some[1]).toContain('还差 UPLOAD_ORIGIN');
  });

  it.each([
    ['COUNTER_ORIGIN', 'counter.county.example'],
    ['REVIEW_ORIGIN', 'https://review.county.example/review/'],
    ['RESIDENT_ORIGIN', 'http://www.county.example'],
    ['UPLOAD_ORIGIN', 'ftp://files.county.example'],
    ['REVIEW_ORIGIN', 'https://a@review.county.example'],
  ])('as %s it is no %s', (name, origin) => {
    const [sentence, ...others] = problemsOf({ [name]: origin });
    expect(sentence).toContain(`${name}=https://`);
    expect(others).toEqual([]);
  });

  it('differ by their hosts: cookies know no ports', () => {
    const [sentence] = problemsOf({
      REVIEW_ORIGIN: 'https://counter.county.example:444',
    });
    expect(sentence).toContain('各不相同');
  });
});
