// A connection that is reset, as a dying engine resets those it had not read from:
// the driver hears of the fault first and of the end a moment later.
import { once } from 'node:events';
import {
  createServer,
  connect as dial,
  type AddressInfo,
  type Socket,
} from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../src/platform/database/connect.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const { connection } = await createTestDatabase();

/** A door to the engine that can be slammed. */
async function aDoor(): Promise<{ port: number; slam: () => void }> {
  const inside = new Set<Socket>();
  const server = createServer((caller) => {
    const engine = dial(`${connection.host}/.s.PGSQL.${connection.port}`);
    inside.add(caller);
    for (const socket of [caller, engine])
      socket.on('error', () => engine.destroy());
    caller.pipe(engine).pipe(caller);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const caller of inside) caller.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    slam: () => {
      for (const caller of inside) caller.resetAndDestroy();
      inside.clear();
    },
  };
}

test('what is asked at the moment of a reset is answered, and the pool serves on', async () => {
  const { port, slam } = await aDoor();
  const sql = connect({ ...connection, host: '127.0.0.1', port }, { max: 1 });
  onTestFinished(() => sql.end({ timeout: 1 }));
  await sql`SELECT 1`;
  const asked = sql`SELECT pg_sleep(60)`.catch(async (error: unknown) => {
    const again = await sql`SELECT 1`.catch(() => 'refused');
    return [(error as { code: string }).code, again];
  });
  // It lies there unheard: the engine is not asked whether it has begun.
  slam();
  const fault: unknown = expect.stringMatching(/^(ECONNRESET|EPIPE)$/);
  expect(await asked).toEqual([fault, 'refused']);
  expect([...(await sql`SELECT 2 AS two`)]).toEqual([{ two: 2 }]);
});
