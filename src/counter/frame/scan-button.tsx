import { useEffect, useRef, useState } from 'preact/hooks';
import { scanText } from '../../text/set-up.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { openCodeReader, type CodeReader } from './read-code.ts';
import './scan-button.css';

type ScanButtonProps = { label: string; onText: (text: string) => void };

/** Reads a QR code with the camera; draws nothing where there can be none. */
export function ScanButton({ label, onText }: ScanButtonProps) {
  const [isOn, setOn] = useState(false);
  if (!('mediaDevices' in navigator)) return null;
  return isOn ? (
    <Camera
      onEnd={(text) => {
        setOn(false);
        if (text !== undefined) onText(text);
      }}
    />
  ) : (
    <Button onPress={() => setOn(true)}>
      <Icon name="qr" />
      {label}
    </Button>
  );
}

const LOOK_MS = 250;

function Camera({ onEnd }: { onEnd: (text: string | undefined) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async (read: CodeReader) => {
      const text = video.current ? await read(video.current) : undefined;
      if (isOver) return;
      if (text !== undefined) onEnd(text);
      else timer = setTimeout(() => void look(read), LOOK_MS);
    };
    const begin = async () => {
      let read: CodeReader;
      try {
        // A ticket's code is dense: the camera's own least size would blur it.
        [stream, read] = await Promise.all([
          navigator.mediaDevices.getUserMedia({
            video: { facingMode: 'environment', width: { ideal: 1280 } },
          }),
          openCodeReader(),
        ]);
      } catch {
        setRefused(true);
        return;
      }
      if (isOver || video.current === null) return stop();
      video.current.srcObject = stream;
      await video.current.play().catch(() => undefined);
      void look(read);
    };
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    void begin();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <div class="stack-tight">
      {isRefused ? (
        <p class="hint">{scanText.noCamera}</p>
      ) : (
        <>
          <video ref={video} class="scan-video" playsInline muted />
          <p class="hint">{scanText.hold}</p>
        </>
      )}
      <span>
        <Button onPress={() => onEnd(undefined)}>{scanText.close}</Button>
      </span>
    </div>
  );
}
