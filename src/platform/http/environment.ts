import type { HttpBindings } from '@hono/node-server';
import type { ProvenBatch } from '../session/check-proof.ts';
import type { DeviceSession } from '../session/check-token.ts';

/** What the middleware leaves for the handlers. */
export type HttpEnvironment = {
  /** Node's own request and answer; absent when a test calls the app directly. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Finds the log line of a request. */
    ref: string;
    /** Set on routes of the device's interface. */
    session: DeviceSession;
    /** Set where a proof stands in a session's place. */
    proven?: ProvenBatch;
  };
};
