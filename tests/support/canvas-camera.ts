// A camera for tests in the browser: what it films is drawn on a canvas.
import { drawPaper } from './drawn-paper.ts';

export type CanvasCamera = {
  /** Streams that were asked for. */
  readonly asked: MediaStreamConstraints[];
  /** Tracks that still run. */
  running(): number;
  /** The next requests fail as the browser would; undefined: they do not. */
  refuse(name: string | undefined): void;
  /** Back to the browser's own. */
  remove(): void;
};

type Film = (context: CanvasRenderingContext2D) => void;

/** Takes the place of the browser's camera. */
export function aCanvasCamera(
  film: Film = fourColours,
  size = { width: 1200, height: 900 },
): CanvasCamera {
  const { mediaDevices } = navigator;
  const asked: MediaStreamConstraints[] = [];
  const tracks: MediaStreamTrack[] = [];
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  film(context);
  // A canvas that nobody draws on gives no new pictures.
  const timer = setInterval(() => film(context), 50);
  let refusal: string | undefined;
  mediaDevices.getUserMedia = (constraints = {}) => {
    asked.push(constraints);
    if (refusal !== undefined)
      return Promise.reject(new DOMException('refused', refusal));
    const stream = canvas.captureStream(10);
    tracks.push(...stream.getTracks());
    return Promise.resolve(stream);
  };
  return {
    asked,
    running: () =>
      tracks.filter(({ readyState }) => readyState === 'live').length,
    refuse: (name) => {
      refusal = name;
    },
    remove: () => {
      clearInterval(timer);
      // The browser's own lies behind it.
      Reflect.deleteProperty(mediaDevices, 'getUserMedia');
    },
  };
}

/** Red and green above, blue and yellow below. */
export const fourColours: Film = (context) => {
  const { width, height } = context.canvas;
  const paint = (colour: string, x: number, y: number) => {
    context.fillStyle = colour;
    context.fillRect((x * width) / 2, (y * height) / 2, width / 2, height / 2);
  };
  paint('#d00', 0, 0);
  paint('#0b0', 1, 0);
  paint('#00d', 0, 1);
  paint('#dd0', 1, 1);
};

/** A sheet with writing; see drawPaper. */
export function paperFilm(wish: Parameters<typeof drawPaper>[0]): Film {
  const { width, height, data } = drawPaper({
    width: 1200,
    height: 900,
    ...wish,
  });
  const image = new ImageData(width, height);
  for (let i = 0; i < data.length; i += 1)
    image.data.set([data[i] ?? 0, data[i] ?? 0, data[i] ?? 0, 255], 4 * i);
  return (context) => context.putImageData(image, 0, 0);
}

/** Name of the colour in the middle of each quarter, row by row. */
export async function quartersOf(picture: Blob): Promise<string[]> {
  const bitmap = await createImageBitmap(picture);
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => {
      const { data } = context.getImageData(width * x, height * y, 1, 1);
      const [red = 0, green = 0, blue = 0] = data;
      const isOn = [red, green, blue].map((level) => level > 110);
      return (
        { '100': 'red', '010': 'green', '001': 'blue', '110': 'yellow' }[
          isOn.map(Number).join('')
        ] ?? `${red} ${green} ${blue}`
      );
    }),
  );
}
