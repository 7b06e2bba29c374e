import { useEffect, useRef, useState } from 'preact/hooks';

type ImageProps = {
  url: string;
  /** Which material it is; read by who compares it with what was sent. */
  sha256: string;
  label: string;
  /** 1 = the whole picture fits. */
  zoom: number;
  /** Quarter turns clockwise. */
  turns: number;
};

type Size = { width: number; height: number };

/** A picture in a box that scrolls: by mouse, by touch, by the arrow keys. */
export function MaterialImage({ url, sha256, label, zoom, turns }: ImageProps) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const [natural, setNatural] = useState<Size | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      // Measured without scroll bars, or their coming would shrink the picture.
      setRoom({ width: element.offsetWidth, height: element.offsetHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const isTurned = turns % 2 === 1;
  const drawn = natural && drawnSize(natural, room, zoom, isTurned);
  return (
    <div
      ref={box}
      class="viewer-stage"
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <div
        class="viewer-frame"
        style={
          drawn === null
            ? undefined
            : {
                width: `${isTurned ? drawn.height : drawn.width}px`,
                height: `${isTurned ? drawn.width : drawn.height}px`,
              }
        }
      >
        <img
          src={url}
          alt={label}
          data-sha256={sha256}
          draggable={false}
          class={`viewer-image viewer-turn-${turns}`}
          style={
            drawn === null
              ? undefined
              : { width: `${drawn.width}px`, height: `${drawn.height}px` }
          }
          onLoad={({ currentTarget }) =>
            setNatural({
              width: currentTarget.naturalWidth,
              height: currentTarget.naturalHeight,
            })
          }
        />
      </div>
    </div>
  );
}

/** Space around the picture, so that its edge is seen to be its edge. */
const MARGIN = 16;

function drawnSize(
  natural: Size,
  room: Size,
  zoom: number,
  isTurned: boolean,
): Size {
  const across = isTurned ? natural.height : natural.width;
  const down = isTurned ? natural.width : natural.height;
  const fit = Math.min(
    Math.max(1, room.width - MARGIN) / across,
    Math.max(1, room.height - MARGIN) / down,
  );
  return {
    width: Math.round(natural.width * fit * zoom),
    height: Math.round(natural.height * fit * zoom),
  };
}
