// What the witness saw cross one device's line: how often the device asks, and
// how many bytes of each photograph it sent.
import { gunzipSync } from 'zlib';
import {
  BUNDLE_PATH,
  BundleReader,
} from '../../../src/protocol/material-bundle.ts';
import type { Delivered } from '../world/delivery.ts';
import type { Mishap, NetworkFault } from '../world/weather.ts';

/** The question never reached the county. */
const STOPPED = new Set<NetworkFault>([
  'offline',
  'halfOpen',
  'portal200',
  'redirect',
  'tooLarge',
  'badGateway',
  'tooMany',
]);

export class Line {
  /** True times of the questions, ms. */
  readonly askedAtMs: number[] = [];
  /** Bytes of each material that reached the county, repeats counted. */
  readonly arrived = new Map<string, number>();
  /** By the nonce that came with it: the true time at which the county opened a session. */
  readonly sessionsAtMs = new Map<string, number>();
  /** Uploads that were cut on their way, or whose answer was. */
  cuts = 0;
  /**
   * Arrived after the device had given it up, or somebody died over it, or the county's
   * engine was away, or an earlier answer of the same upload said that the county had
   * less of it, which the device cannot tell from the true one; another upload's it can.
   */
  lateBytes = 0;

  seen(
    { method, path, body }: Delivered,
    mishap: Mishap | undefined,
    ms: number,
  ): void {
    this.askedAtMs.push(ms);
    const [, sha256] = /^\/api\/v1\/materials\/(\w{64})/.exec(path) ?? [];
    if (sha256 === undefined && path !== BUNDLE_PATH) return;
    const isSwapped = mishap?.kind === 'swapped';
    if (method === 'HEAD') {
      if (isSwapped) this.#excuse(sha256);
      return;
    }
    const bytes = bytesThrough(body.length, mishap);
    if (sha256 !== undefined) this.#arrive(sha256, bytes);
    else
      for (const material of new BundleReader().read(body.subarray(0, bytes)) ??
        [])
        this.#arrive(material.sha256, material.bytes?.length ?? 0);
    if (isSwapped && method === 'PATCH') this.#excuse(sha256);
    if (mishap === undefined || STOPPED.has(mishap.kind)) return;
    this.cuts += 1;
    if (mishap.kind === 'late' || mishap.kind === 'slow')
      this.lateBytes += body.length;
  }

  orphaned({ path, body }: Delivered): void {
    if (path.startsWith('/api/v1/materials/')) this.lateBytes += body.length;
  }

  /** All that is there of it may go again. */
  #excuse(sha256: string | undefined): void {
    this.lateBytes += this.arrived.get(sha256 ?? '') ?? 0;
  }

  #arrive(sha256: string, bytes: number): void {
    this.arrived.set(sha256, (this.arrived.get(sha256) ?? 0) + bytes);
  }
}

function bytesThrough(length: number, mishap: Mishap | undefined): number {
  if (mishap === undefined) return length;
  if (STOPPED.has(mishap.kind)) return 0;
  return mishap.kind === 'cutBefore'
    ? Math.floor(mishap.part * length)
    : length;
}

/** The ids of the operations in a batch; [] when it is none. */
export function batchIds({ method, path, body }: Delivered): string[] {
  if (method !== 'POST' || path !== '/api/v1/operations') return [];
  try {
    const { operations } = JSON.parse(gunzipSync(body).toString()) as {
      operations: { id: string }[];
    };
    return operations.map(({ id }) => id);
  } catch {
    return [];
  }
}
