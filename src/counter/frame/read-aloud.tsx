import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { readAloudText } from '../../text/read-aloud.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { setTextSize } from '../../ui/text-size/text-size.tsx';
import './read-aloud.css';

/** Slow enough for somebody who hears it for the first time. */
const RATE = 0.85;
/** Browsers load their voices when they are first asked for them. */
const VOICES_MS = 1_000;
/** The clerk reads instead, at arm's length: 25 px. */
const SIZE_TO_READ = 2;

type Reading = 'silent' | 'noVoice' | { sentence: string };

type ReadAloudProps = {
  sentences: readonly string[];
  /** Buttons that stand beside its own. */
  children?: ComponentChildren;
};

/**
 * Reads sentences aloud with a voice of this device, one after another, and shows
 * the one that is being read. The same button stops it. Nothing leaves the device:
 * a voice from the network is none.
 */
export function ReadAloud({ sentences, children }: ReadAloudProps) {
  const [reading, setReading] = useState<Reading>('silent');
  const turn = useRef(0);
  const stop = () => {
    turn.current += 1;
    if ('speechSynthesis' in window) speechSynthesis.cancel();
    setReading('silent');
  };
  useEffect(
    () => () => {
      turn.current += 1;
      if ('speechSynthesis' in window) speechSynthesis.cancel();
    },
    [],
  );

  const read = async () => {
    const mine = (turn.current += 1);
    const voice = await findVoice();
    if (mine !== turn.current) return;
    if (voice === undefined) {
      setReading('noVoice');
      setTextSize(SIZE_TO_READ);
      return;
    }
    for (const sentence of sentences) {
      setReading({ sentence });
      await speak(sentence, voice);
      if (mine !== turn.current) return;
    }
    setReading('silent');
  };
  const isReading = typeof reading === 'object';
  return (
    <div class="stack-tight">
      <div class="buttons">
        <Button onPress={() => (isReading ? stop() : void read())}>
          <Icon name="speaker" />
          {isReading ? readAloudText.stop : readAloudText.read}
        </Button>
        {children}
      </div>
      {isReading && <p class="read-aloud">{reading.sentence}</p>}
      <p role="status" class={reading === 'noVoice' ? '' : 'visually-hidden'}>
        {reading === 'noVoice' && readAloudText.noVoice}
      </p>
    </div>
  );
}

/** A Chinese voice that speaks without the network. */
async function findVoice(): Promise<SpeechSynthesisVoice | undefined> {
  if (!('speechSynthesis' in window)) return undefined;
  if (speechSynthesis.getVoices().length === 0) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, VOICES_MS);
      speechSynthesis.addEventListener(
        'voiceschanged',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
  return speechSynthesis
    .getVoices()
    .find(({ lang, localService }) => localService && /^(zh|cmn)/i.test(lang));
}

/** Also ends when the browser gives the sentence up. */
function speak(sentence: string, voice: SpeechSynthesisVoice): Promise<void> {
  const words = new SpeechSynthesisUtterance(readAloudText.spoken(sentence));
  words.voice = voice;
  words.lang = voice.lang;
  words.rate = RATE;
  return new Promise((resolve) => {
    words.addEventListener('end', () => resolve());
    words.addEventListener('error', () => resolve());
    speechSynthesis.speak(words);
  });
}
