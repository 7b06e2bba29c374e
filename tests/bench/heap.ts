// Used JavaScript heap of a page and its workers together, by the debugger.
import type { CDPSession, Page } from 'playwright-core';

export type HeapWatch = {
  /** Bytes in use now; `afterCollection`: what is really held. */
  used(afterCollection: boolean): Promise<number>;
};

type Attached = { sessionId: string; targetInfo: { type: string } };

export async function watchHeap(page: Page): Promise<HeapWatch> {
  const session = await page.context().newCDPSession(page);
  const workers = new Map<string, Remote>();
  session.on('Target.attachedToTarget', (event: Attached) => {
    if (event.targetInfo.type === 'worker')
      workers.set(event.sessionId, new Remote(session, event.sessionId));
  });
  session.on('Target.detachedFromTarget', (event: { sessionId: string }) => {
    workers.delete(event.sessionId);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return {
    async used(afterCollection) {
      let bytes = 0;
      if (afterCollection) await session.send('HeapProfiler.collectGarbage');
      bytes += (await session.send('Runtime.getHeapUsage')).usedSize;
      for (const worker of workers.values()) {
        if (afterCollection) await worker.send('HeapProfiler.collectGarbage');
        const { usedSize } = await worker.send('Runtime.getHeapUsage');
        bytes += usedSize ?? 0;
      }
      return bytes;
    },
  };
}

type Result = { usedSize?: number };

/** A worker's debugger, reached through its page's. */
class Remote {
  readonly #session: CDPSession;
  readonly #sessionId: string;
  readonly #waiting = new Map<number, (result: Result) => void>();
  #id = 0;

  constructor(session: CDPSession, sessionId: string) {
    this.#session = session;
    this.#sessionId = sessionId;
    session.on(
      'Target.receivedMessageFromTarget',
      (event: { sessionId: string; message: string }) => {
        if (event.sessionId !== sessionId) return;
        const { id, result } = JSON.parse(event.message) as {
          id?: number;
          result?: Result;
        };
        if (id === undefined) return;
        this.#waiting.get(id)?.(result ?? {});
        this.#waiting.delete(id);
      },
    );
  }

  async send(method: string): Promise<Result> {
    this.#id += 1;
    const id = this.#id;
    const answer = new Promise<Result>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    await this.#session.send('Target.sendMessageToTarget', {
      sessionId: this.#sessionId,
      message: JSON.stringify({ id, method }),
    });
    return await answer;
  }
}
