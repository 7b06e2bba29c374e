import { useEffect, useState } from 'preact/hooks';
import { cameraText } from '../../text/camera.ts';
import { Button } from '../../ui/button/button.tsx';

/** Not in TypeScript's library: Chromium alone has it. */
type Torch = { torch?: boolean };

/** Turns the camera's lamp on and off; draws nothing where there is none. */
export function TorchButton({ stream }: { stream: MediaStream | undefined }) {
  const [isOn, setOn] = useState(false);
  const [track] = stream?.getVideoTracks() ?? [];
  // It goes out with its stream.
  useEffect(() => setOn(false), [track]);
  // Firefox before 132 cannot be asked.
  if (track === undefined || !('getCapabilities' in track)) return null;
  const { torch }: MediaTrackCapabilities & Torch = track.getCapabilities();
  if (torch !== true) return null;
  const turn = async () => {
    const torch: MediaTrackConstraintSet & Torch = { torch: !isOn };
    try {
      await track.applyConstraints({ advanced: [torch] });
      setOn(!isOn);
    } catch {
      // Some lamps are promised and not there.
    }
  };
  return (
    <Button pressed={isOn} onPress={() => void turn()}>
      {cameraText.torch}
    </Button>
  );
}
