import { render } from 'preact';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ReadAloud } from '../../src/counter/frame/read-aloud.tsx';
import { setTextSize } from '../../src/ui/text-size/text-size.tsx';
import { page } from 'vitest/browser';
import { button } from './counter-bench.ts';

type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>;

/** A telephone's voice; each sentence ends when the test says so. */
function aVoice(voices: Voice[]) {
  const spoken: SpeechSynthesisUtterance[] = [];
  const { speechSynthesis } = window;
  vi.spyOn(speechSynthesis, 'getVoices').mockReturnValue(
    voices as SpeechSynthesisVoice[],
  );
  vi.spyOn(speechSynthesis, 'speak').mockImplementation((words) => {
    spoken.push(words);
  });
  const cancel = vi.spyOn(speechSynthesis, 'cancel').mockReturnValue(undefined);
  // A made voice is none that an utterance takes.
  vi.spyOn(SpeechSynthesisUtterance.prototype, 'voice', 'set').mockReturnValue(
    undefined,
  );
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  return { spoken, cancel };
}

const end = (words: SpeechSynthesisUtterance | undefined) =>
  words?.dispatchEvent(new Event('end'));

const root = document.createElement('div');
function draw(sentences: string[]): void {
  document.body.append(root);
  render(<ReadAloud sentences={sentences} />, root);
}

afterEach(() => {
  render(null, root);
  root.remove();
  setTextSize(0);
});

const chinese = { lang: 'zh-CN', localService: true };

describe('reading aloud', () => {
  test('says one sentence after the other, slowly, and shows which', async () => {
    const { spoken } = aVoice([{ lang: 'en-US', localService: true }, chinese]);
    draw(['带身份证', '电话0718-5830000，满80岁']);
    expect(spoken).toEqual([]);
    await button('朗读').click();
    await expect.element(page.getByText('带身份证')).toBeVisible();
    expect(spoken[0]).toMatchObject({ lang: 'zh-CN', text: '带身份证' });
    expect(spoken[0]?.rate).toBeCloseTo(0.85);
    end(spoken[0]);
    await expect.element(page.getByText(/^电话0718/)).toBeVisible();
    expect(spoken[1]?.text).toBe('电话0 7 1 8 5 8 3 0 0 0 0，满80岁');
    end(spoken[1]);
    await expect.element(button('朗读')).toBeVisible();
  });

  test('is stopped by the same button, and by leaving', async () => {
    const { spoken, cancel } = aVoice([chinese]);
    draw(['一', '二']);
    await button('朗读').click();
    await button('停').click();
    expect(cancel).toHaveBeenCalled();
    end(spoken[0]);
    await expect.element(button('朗读')).toBeVisible();
    expect(spoken).toHaveLength(1);
    await button('朗读').click();
    await expect.element(button('停')).toBeVisible();
    cancel.mockClear();
    render(null, root);
    await expect.poll(() => cancel.mock.calls.length).toBeGreaterThan(0);
  });

  test('without a voice of its own the clerk reads, from larger text', async () => {
    const { spoken } = aVoice([{ lang: 'zh-CN', localService: false }]);
    draw(['一']);
    await button('朗读').click();
    await expect
      .element(page.getByText('这台手机不会朗读，请您念给他听'))
      .toBeVisible();
    expect(document.documentElement.dataset['textSize']).toBe('2');
    expect(spoken).toEqual([]);
  });
});
