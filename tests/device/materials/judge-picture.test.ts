// Golden pictures: what a clerk would be told of each.
import { describe, expect, test } from 'vitest';
import { WHOLE } from '../../../src/domain/pictures/cut.ts';
import { judgePicture } from '../../../src/device/materials/judge-picture.ts';
import { drawPaper } from '../../support/drawn-paper.ts';

type Wish = Parameters<typeof drawPaper>[0];

const pictures: [name: string, wish: Wish, fault: string | null][] = [
  ['small print, sharp', {}, null],
  ['large print, sharp', { writing: 40 }, null],
  ['sharp, in a poor light with much grain', { paper: 120, noise: 20 }, null],
  ['a form with hardly anything on it', { isSparse: true }, null],
  ['a scan, whiter than any paper', { paper: 255 }, null],
  ['a little soft, still read with ease', { blur: [1, 1] }, null],
  ['out of focus', { blur: [2, 2] }, 'blurred'],
  ['far out of focus', { blur: [6, 6] }, 'blurred'],
  ['out of focus with much grain', { blur: [2, 2], noise: 20 }, 'blurred'],
  ['large print out of focus', { writing: 40, blur: [2, 2] }, 'blurred'],
  ['shaken sideways', { blur: [4, 0.6] }, 'blurred'],
  ['shaken up and down', { blur: [0.6, 4] }, 'blurred'],
  ['a lamp in it', { glare: 0.15 }, 'glare'],
  ['a large reflection', { glare: 0.4 }, 'glare'],
  ['at dusk', { paper: 70 }, 'dark'],
  ['at dusk, and shaken', { paper: 70, blur: [4, 4] }, 'dark'],
];

describe('a picture of paper', () => {
  test.each(pictures)('%s', (_name, wish, fault) => {
    expect(judgePicture(drawPaper(wish), WHOLE)).toBe(fault);
  });

  /** As the frame stands in the camera's picture. */
  const frame = { left: 0.03, top: 0.05, width: 0.94, height: 0.9 };

  test('that lies over the frame is told from one that lies in it', () => {
    expect(judgePicture(drawPaper(), frame)).toBe(null);
    expect(judgePicture(drawPaper({ shift: 0.1 }), frame)).toBe('edge');
    // On a table as white as itself nobody can tell.
    expect(judgePicture(drawPaper({ paper: 60 }), frame)).toBe('dark');
  });

  test('is judged by the part that is kept', () => {
    const picture = drawPaper({ glare: 0.15 });
    const corner = { left: 0.6, top: 0.6, width: 0.35, height: 0.35 };
    expect(judgePicture(picture, corner)).not.toBe('glare');
    const lamp = { left: 0.1, top: 0.1, width: 0.6, height: 0.7 };
    expect(judgePicture(picture, lamp)).toBe('glare');
  });
});
