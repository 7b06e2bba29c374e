import { useEffect, useRef, useState } from 'preact/hooks';
import { scanText } from '../../text/set-up.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import './scan-button.css';

type Detector = {
  detect: (from: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
};
type DetectorMaker = new (options: { formats: string[] }) => Detector;

/** Of browsers that read codes by themselves; elsewhere one types. */
function detectorMaker(): DetectorMaker | undefined {
  const found = (window as unknown as { BarcodeDetector?: DetectorMaker })
    .BarcodeDetector;
  return 'mediaDevices' in navigator ? found : undefined;
}

type ScanButtonProps = { label: string; onText: (text: string) => void };

/** Reads a QR code with the camera; draws nothing where that cannot be done. */
export function ScanButton({ label, onText }: ScanButtonProps) {
  const [isOn, setOn] = useState(false);
  if (detectorMaker() === undefined) return null;
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
    const look = async (detector: Detector) => {
      const [code] = video.current
        ? await detector.detect(video.current).catch(() => [])
        : [];
      if (isOver) return;
      if (code !== undefined) onEnd(code.rawValue);
      else timer = setTimeout(() => void look(detector), LOOK_MS);
    };
    const begin = async () => {
      const Maker = detectorMaker();
      if (Maker === undefined) return;
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment' },
        });
      } catch {
        setRefused(true);
        return;
      }
      if (isOver || video.current === null) return stop();
      video.current.srcObject = stream;
      await video.current.play().catch(() => undefined);
      void look(new Maker({ formats: ['qr_code'] }));
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
