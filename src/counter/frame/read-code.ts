// Reads QR codes by what the browser has, else by a decoder of our own that is
// loaded when it is first needed: phones without the maker's services have none.
type Detector = {
  detect: (
    from: HTMLVideoElement | ImageBitmap,
  ) => Promise<{ rawValue: string }[]>;
};
type DetectorMaker = {
  new (options: { formats: ['qr_code'] }): Detector;
  getSupportedFormats: () => Promise<readonly string[]>;
};

/** The text of the code that a frame or picture shows; undefined = none is seen. */
export type CodeReader = (
  from: HTMLVideoElement | ImageBitmap,
) => Promise<string | undefined>;

/** @throws when the decoder could not be loaded. */
export async function openCodeReader(): Promise<CodeReader> {
  const Maker = (await ofTheBrowser()) ?? (await ours());
  const detector = new Maker({ formats: ['qr_code'] });
  return async (from) => {
    // A frame that is not there yet is a frame without a code.
    const [code] = await detector.detect(from).catch(() => []);
    return code?.rawValue;
  };
}

/** The text of the code on a chosen picture; undefined = none is seen, or no picture. */
export async function readCodeFromPicture(
  file: Blob,
): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return undefined;
  try {
    return await (
      await openCodeReader()
    )(picture);
  } finally {
    picture.close();
  }
}

async function ofTheBrowser(): Promise<DetectorMaker | undefined> {
  const { BarcodeDetector: Maker } = window as unknown as {
    BarcodeDetector?: DetectorMaker;
  };
  const formats = await Maker?.getSupportedFormats().catch(
    (): readonly string[] => [],
  );
  return formats?.includes('qr_code') ? Maker : undefined;
}

async function ours(): Promise<DetectorMaker> {
  return (await import('qr/decode.js')).BarcodeDetector;
}
