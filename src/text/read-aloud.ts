/** Reading a screen aloud to somebody who cannot read it. */
export const readAloudText = {
  read: '朗读',
  stop: '停',
  noVoice: '这台手机不会朗读，请您念给他听',
  /** 「0 7 1 8」: a long number is said digit by digit, a short one as a number. */
  spoken: (sentence: string) =>
    sentence.replace(/\d[\d-]{4,}/g, (digits) =>
      Array.from(digits.replaceAll('-', '')).join(' '),
    ),
} as const;
