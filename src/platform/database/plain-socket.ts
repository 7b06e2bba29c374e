// How the driver reaches the private engine: two of its faults are kept from the pool,
// each of which would cost it a connection whenever the engine is killed.
import { connect, type Socket } from 'node:net';
import type { PostgresConnection } from '../postgres/door.ts';

/** Options for the driver; its types do not know `socket`. */
type PlainOptions = { socket: () => Socket; connection: { options: string } };

/** The driver's options by which it opens its sockets here. */
export function plainSocket({ host, port }: PostgresConnection): PlainOptions {
  return {
    socket: () =>
      endingPlainly(
        host.startsWith('/')
          ? connect(`${host}/.s.PGSQL.${port}`)
          : connect(port, host),
      ),
    connection: { options: FILLING },
  };
}

/**
 * What a connection was asked between its fault and its end, the driver forgets to
 * refuse: it waits for ever, and so does the next connection. Told that a connection
 * just ended, it refuses all.
 */
function endingPlainly(socket: Socket): Socket {
  const emit: (name: string, ...given: unknown[]) => boolean =
    socket.emit.bind(socket);
  return Object.assign(socket, {
    emit: (name: string, ...given: unknown[]) =>
      name === 'close' ? emit(name, false) : emit(name, ...given),
  });
}

/**
 * A connection that ends with something unsaid keeps it for the next one, and there
 * says nothing until it has gathered 1 kB. A first word of that length goes out at
 * once: the engine hangs up on the rest before it, and the driver begins anew.
 */
const FILLING = ' '.repeat(1024);
