import { userEvent as hand } from 'vitest/browser';

/** The picture with what an act has changed, and what is done behind it. */
export async function drawn(): Promise<void> {
  await new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** A hand that looks: each act ends when the page shows what it has changed. */
export const userEvent = {
  ...hand,
  type: async (...given: Parameters<typeof hand.type>) => {
    await hand.type(...given);
    await drawn();
  },
  keyboard: async (...given: Parameters<typeof hand.keyboard>) => {
    await hand.keyboard(...given);
    await drawn();
  },
  clear: async (...given: Parameters<typeof hand.clear>) => {
    await hand.clear(...given);
    await drawn();
  },
  fill: async (...given: Parameters<typeof hand.fill>) => {
    await hand.fill(...given);
    await drawn();
  },
};
