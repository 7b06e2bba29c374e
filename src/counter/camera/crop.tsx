import { useEffect, useRef, useState } from 'preact/hooks';
import { WHOLE, type Cut } from '../../domain/pictures/cut.ts';
import { cameraText } from '../../text/camera.ts';
import { Button } from '../../ui/button/button.tsx';
import { CutPicture } from './cut-picture.tsx';
import { cornerOf, moveCorner, type Corner } from './move-corner.ts';
import { partStyle } from './part-style.ts';

const CORNERS: readonly Corner[] = [0, 1, 2, 3];
/** Of the picture, at each press. */
const STEP = 0.02;
const MOVES = {
  left: [-STEP, 0],
  right: [STEP, 0],
  up: [0, -STEP],
  down: [0, STEP],
} as const;
type Move = keyof typeof MOVES;
const KEYS: Record<string, Move> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type CropProps = {
  name: string;
  view: ImageBitmap;
  cut: Cut;
  onCut: (cut: Cut) => void;
  onDone: () => void;
};

/** Corners that are dragged, moved by arrow keys, or by the buttons below. */
export function Crop({ name, view, cut, onCut, onDone }: CropProps) {
  const box = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const [chosen, setChosen] = useState<Corner>(0);
  useEffect(() => first.current?.focus(), []);
  const { turn, part } = cut;
  const put = (corner: Corner, place: readonly [number, number]) =>
    onCut({ turn, part: moveCorner(part, corner, place) });
  const move = (corner: Corner, way: Move) => {
    const [x, y] = cornerOf(part, corner);
    const [dx, dy] = MOVES[way];
    put(corner, [x + dx, y + dy]);
  };
  const drag = (corner: Corner, event: PointerEvent) => {
    const area = box.current?.getBoundingClientRect();
    const handle = event.currentTarget as HTMLElement;
    if (area === undefined || !handle.hasPointerCapture(event.pointerId))
      return;
    put(corner, [
      (event.clientX - area.left) / area.width,
      (event.clientY - area.top) / area.height,
    ]);
  };
  return (
    <div class="stack-tight">
      <div class="crop-room">
        <div class="crop" ref={box}>
          <CutPicture view={view} cut={wholeOf(turn)} name={name} />
          <div class="crop-part" style={partStyle(part)} />
          {CORNERS.map((corner) => {
            const [x, y] = cornerOf(part, corner);
            return (
              <button
                key={corner}
                ref={corner === 0 ? first : null}
                type="button"
                class="crop-corner"
                style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
                aria-label={cameraText.corners[corner]}
                aria-pressed={chosen === corner}
                onFocus={() => setChosen(corner)}
                onClick={() => setChosen(corner)}
                onPointerDown={(event) =>
                  event.currentTarget.setPointerCapture(event.pointerId)
                }
                onPointerMove={(event) => drag(corner, event)}
                onKeyDown={(event) => {
                  const way = KEYS[event.key];
                  if (way === undefined) return;
                  event.preventDefault();
                  move(corner, way);
                }}
              />
            );
          })}
        </div>
      </div>
      <p class="hint">{cameraText.cropHint}</p>
      <div class="buttons">
        {(Object.keys(MOVES) as Move[]).map((way) => (
          <Button key={way} onPress={() => move(chosen, way)}>
            {cameraText.moves[way]}
          </Button>
        ))}
        <Button onPress={() => onCut({ turn, part: WHOLE })}>
          {cameraText.whole}
        </Button>
      </div>
      <Button kind="primary" onPress={onDone}>
        {cameraText.cropped}
      </Button>
    </div>
  );
}

/** The same object for the same turn: the picture is not drawn at every move. */
const WHOLES = CORNERS.map((turn): Cut => ({ turn, part: WHOLE }));
const wholeOf = (turn: Cut['turn']): Cut =>
  WHOLES[turn] ?? { turn, part: WHOLE };
