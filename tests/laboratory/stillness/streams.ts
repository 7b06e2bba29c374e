// What of the web's own parts works on threads or with timers of its own,
// without either: blobs whose bytes are at hand, and compression at once.
import {
  deflateRawSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
  deflateSync,
} from 'zlib';

const RealBlob = globalThis.Blob;
const RealResponse = globalThis.Response;

type Part = string | ArrayBuffer | ArrayBufferView | StillBlob;

export class StillBlob extends RealBlob {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(parts: Part[] = [], options: BlobPropertyBag = {}) {
    const bytes = new Uint8Array(Buffer.concat(parts.map(bytesOf)));
    super([bytes], options);
    this.#bytes = bytes;
  }

  get stillBytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.slice().buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(this.#bytes);
  }

  override slice(start?: number, end?: number, type?: string): StillBlob {
    return new StillBlob(
      [this.#bytes.slice(start, end)],
      type === undefined ? {} : { type },
    );
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return streamOf(this.#bytes.slice());
  }
}

function bytesOf(part: Part): Uint8Array {
  if (typeof part === 'string') return new TextEncoder().encode(part);
  if (part instanceof StillBlob) return part.stillBytes;
  return ArrayBuffer.isView(part)
    ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
    : new Uint8Array(part);
}

function streamOf(
  bytes: Uint8Array<ArrayBuffer>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

export class StillResponse extends RealResponse {
  override async blob(): Promise<Blob> {
    return new StillBlob([await this.arrayBuffer()], {
      type: this.headers.get('content-type') ?? '',
    });
  }
}

/** Gathers all and transforms it at the end. */
function atOnce(transform: (whole: Uint8Array) => Uint8Array) {
  return class {
    readonly readable: ReadableStream<Uint8Array>;
    readonly writable: WritableStream<Uint8Array>;

    constructor() {
      const parts: Uint8Array[] = [];
      const { readable, writable } = new TransformStream<
        Uint8Array,
        Uint8Array
      >({
        transform(part) {
          parts.push(part);
        },
        flush(controller) {
          controller.enqueue(
            new Uint8Array(transform(Buffer.concat(parts.map(bytesOf)))),
          );
        },
      });
      this.readable = readable;
      this.writable = writable;
    }
  };
}

const COMPRESS = {
  gzip: atOnce((whole) => gzipSync(whole)),
  deflate: atOnce((whole) => deflateSync(whole)),
  'deflate-raw': atOnce((whole) => deflateRawSync(whole)),
};
const DECOMPRESS = {
  gzip: atOnce((whole) => gunzipSync(whole)),
  deflate: atOnce((whole) => inflateSync(whole)),
  'deflate-raw': atOnce((whole) => inflateRawSync(whole)),
};
type Format = keyof typeof COMPRESS;

export class StillCompressionStream {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;

  constructor(format: Format) {
    ({ readable: this.readable, writable: this.writable } = new COMPRESS[
      format
    ]());
  }
}

export class StillDecompressionStream {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;

  constructor(format: Format) {
    ({ readable: this.readable, writable: this.writable } = new DECOMPRESS[
      format
    ]());
  }
}
