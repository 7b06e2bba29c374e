// The village's link: a TCP proxy between browser and platform that a test can
// cut, slow down or take away. It works below HTTP, so that what the code under
// test sees is what a bad line does: resets, half answers, silence.
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { breakOff } from './break-off.ts';

export type LinkRules = {
  /** false: connections are reset at once, as without a signal. */
  up: boolean;
  /** Bytes a second in each direction; null: as fast as it goes. */
  bytesPerSecond: number | null;
  /** Delay of each direction; half of a round trip. */
  delayMs: number;
  /** Every connection is reset after that many bytes from the device. */
  cutUpAfter: number | null;
  /** … or from the platform: the request took effect, its answer is lost. */
  cutDownAfter: number | null;
  /** All connections are reset that often. */
  cutEveryMs: number | null;
  /** What a captive portal answers to everything; null: no portal. */
  portalPage: string | null;
};

export type Link = {
  port: number;
  rules: LinkRules;
  /** Changes rules while it runs; going down cuts what is open. */
  set(change: Partial<LinkRules>): void;
  /** Cuts every open connection now. */
  cut(): void;
  bytesUp(): number;
  bytesDown(): number;
  cuts(): number;
  close(): Promise<void>;
};

export const PERFECT_LINE: LinkRules = {
  up: true,
  bytesPerSecond: null,
  delayMs: 0,
  cutUpAfter: null,
  cutDownAfter: null,
  cutEveryMs: null,
  portalPage: null,
};

/** Sees every piece as it passes the line, `up` from the device. */
export type Tap = (direction: 'up' | 'down', piece: Buffer) => void;

/** `targetPort` may change while the platform is restarted: pass a function. */
export async function openLink(
  targetPort: () => number,
  port = 0,
  tap: Tap = () => undefined,
): Promise<Link> {
  const rules: LinkRules = { ...PERFECT_LINE };
  const open = new Set<Socket>();
  let up = 0;
  let down = 0;
  let cuts = 0;
  let timer: NodeJS.Timeout | undefined;
  // One line, shared by all connections in a direction.
  const paceUp = { freeAt: 0 };
  const paceDown = { freeAt: 0 };

  const cut = (): void => {
    for (const socket of open) {
      cuts += 1;
      breakOff(socket);
    }
    open.clear();
  };

  const server: Server = createServer((device) => {
    if (!rules.up) {
      breakOff(device);
      return;
    }
    if (rules.portalPage !== null) {
      answerPortal(device, rules.portalPage);
      return;
    }
    const platform = connect(targetPort(), '127.0.0.1');
    open.add(device);
    const broken = (): void => {
      platform.destroy();
      device.destroy();
    };
    for (const socket of [device, platform]) socket.on('error', broken);
    device.on('close', () => open.delete(device));
    carry(device, platform, {
      rules,
      pace: paceUp,
      passed(piece) {
        up += piece.length;
        tap('up', piece);
      },
      limit: () => rules.cutUpAfter,
    });
    carry(platform, device, {
      rules,
      pace: paceDown,
      passed(piece) {
        down += piece.length;
        tap('down', piece);
      },
      limit: () => rules.cutDownAfter,
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    rules,
    set(change) {
      Object.assign(rules, change);
      if (!rules.up || rules.portalPage !== null) cut();
      clearInterval(timer);
      if (rules.cutEveryMs !== null) timer = setInterval(cut, rules.cutEveryMs);
    },
    cut,
    bytesUp: () => up,
    bytesDown: () => down,
    cuts: () => cuts,
    async close() {
      clearInterval(timer);
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Direction = {
  rules: LinkRules;
  /** When the line is free for the next piece, in epoch ms. */
  pace: { freeAt: number };
  passed(piece: Buffer): void;
  /** After how many bytes of this connection the line is cut; null: never. */
  limit(): number | null;
};

/** Copies one direction, piece by piece, until its end or a cut. */
function carry(from: Socket, to: Socket, direction: Direction): void {
  const { rules, pace } = direction;
  const pieces: { bytes: Buffer; dueAt: number }[] = [];
  let carried = 0;
  let draining = false;
  let ended = false;

  const drain = async (): Promise<void> => {
    if (draining) return;
    draining = true;
    for (let next = pieces.shift(); next; next = pieces.shift()) {
      const { bytes: piece, dueAt } = next;
      // Delay and rate overlap, as on a real line: the one is travel, the other
      // width.
      let at = dueAt;
      if (rules.bytesPerSecond !== null) {
        pace.freeAt =
          Math.max(pace.freeAt, Date.now()) +
          (piece.length / rules.bytesPerSecond) * 1000;
        at = Math.max(at, pace.freeAt);
      }
      const waitMs = at - Date.now();
      if (waitMs > 0) await pause(waitMs);
      if (to.destroyed) return;
      const limit = direction.limit();
      if (limit !== null && carried + piece.length > limit) {
        const rest = piece.subarray(0, Math.max(0, limit - carried));
        direction.passed(rest);
        to.write(rest, () => {
          breakOff(to);
          breakOff(from);
        });
        return;
      }
      carried += piece.length;
      direction.passed(piece);
      to.write(piece);
    }
    draining = false;
    if (ended) to.end();
    else from.resume();
  };

  from.on('data', (data: Buffer) => {
    // Small pieces make a slow line smooth and a cut exact.
    for (let at = 0; at < data.length; at += 1024)
      pieces.push({
        bytes: data.subarray(at, at + 1024),
        dueAt: Date.now() + rules.delayMs,
      });
    if (rules.bytesPerSecond !== null) from.pause();
    void drain();
  });
  // What was said before hanging up still arrives.
  const finish = (): void => {
    ended = true;
    void drain();
  };
  from.on('end', finish);
  from.on('close', finish);
}

function answerPortal(device: Socket, page: string): void {
  device.on('error', () => device.destroy());
  device.once('data', () => {
    device.end(
      `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${Buffer.byteLength(page)}\r\nConnection: close\r\n\r\n${page}`,
    );
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
