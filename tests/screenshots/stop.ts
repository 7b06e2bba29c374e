// One screen in one state, on the way through all of them.
import type { Page } from 'playwright-core';

/** How a screen is looked at: the window and the step of the text's size. */
export type Look = {
  name: string;
  width: number;
  height: number;
  textSize: 0 | 1 | 2 | 3;
};

export type Stop = {
  name: string;
  looks: readonly Look[];
};

export type AtStop = (page: Page, stop: Stop) => Promise<void>;

const phone = { name: '360', width: 360, height: 640, textSize: 0 } as const;
const narrowLarge = {
  name: '320-34px',
  width: 320,
  height: 640,
  textSize: 3,
} as const;
const narrow = { name: '320', width: 320, height: 640, textSize: 0 } as const;
const desk = { name: '1280', width: 1280, height: 800, textSize: 0 } as const;

/** The clerk's and the resident's screens: made for a telephone. */
export const COUNTER_LOOKS: readonly Look[] = [phone, narrowLarge, desk];

/** The township's: made for a desk, and met on a telephone. */
export const CONSOLE_LOOKS: readonly Look[] = [desk, phone, narrowLarge];

/** The narrowest window there is, with the smallest and the largest text. */
export const NARROW_LOOKS: readonly Look[] = [narrow, narrowLarge];
