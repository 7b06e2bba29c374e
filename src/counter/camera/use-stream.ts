// The camera's stream for as long as it is looked at: out of sight it is off.
import { useEffect, useState } from 'preact/hooks';

/** Why there is no stream. */
export type Trouble = 'denied' | 'missing' | 'busy';

export type CameraStream = {
  /** undefined: it is being opened, or cannot be. */
  stream: MediaStream | undefined;
  trouble: Trouble | undefined;
  retry: () => void;
};

/** Enough for an A4 page at 1,600 pixels; more would only warm an old telephone. */
const WISH: MediaStreamConstraints = {
  video: {
    facingMode: 'environment',
    width: { ideal: 1920 },
    height: { ideal: 1440 },
  },
};

/** False in a browser without a camera's interface, or on an insecure page. */
export const hasCameraInterface = () => 'mediaDevices' in navigator;

export function useStream(isWanted: boolean): CameraStream {
  const [stream, setStream] = useState<MediaStream>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [tries, setTries] = useState(0);
  const isSeen = useIsSeen();
  useEffect(() => {
    if (!isWanted || !isSeen) return undefined;
    let opened: MediaStream | undefined;
    let isOver = false;
    const stop = () => {
      for (const track of opened?.getTracks() ?? []) track.stop();
    };
    const begin = async () => {
      try {
        opened = await navigator.mediaDevices.getUserMedia(WISH);
      } catch (error) {
        if (!isOver) setTrouble(troubleOf(error));
        return;
      }
      if (isOver) return stop();
      // Taken away by another app, or pulled out.
      for (const track of opened.getTracks())
        track.addEventListener('ended', () => {
          setStream(undefined);
          setTrouble('busy');
        });
      setTrouble(undefined);
      setStream(opened);
    };
    void begin();
    return () => {
      isOver = true;
      stop();
      setStream(undefined);
    };
  }, [isWanted, isSeen, tries]);
  return {
    stream,
    trouble,
    retry: () => {
      setTrouble(undefined);
      setTries(tries + 1);
    },
  };
}

function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return 'missing';
  return 'busy';
}

function useIsSeen(): boolean {
  const [isSeen, setSeen] = useState(document.visibilityState !== 'hidden');
  useEffect(() => {
    const look = () => setSeen(document.visibilityState !== 'hidden');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isSeen;
}
