// How the platform reaches its private engine. On Unix: a socket in a folder
// that only the engine's account and root may enter, so there is no port to
// clash and no password to keep. On Windows: the loopback and a password.
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachableByAll, type EngineAccount } from './engine-account.ts';

/** What postgres.js needs to connect. */
export type PostgresConnection = {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
};

export type Door = {
  connection: PostgresConnection;
  /** Arguments for initdb. */
  accessArgs: string[];
  /** Arguments for the postmaster. */
  listenArgs: string[];
  remove: () => void;
};

/** Begins the name of every socket folder, so that leftovers are known. */
export const socketFolderPrefix = 'vsp-pg-';

const user = 'platform';
const database = 'platform';

/**
 * How the private engine is reached: a socket in a folder, on Windows the loopback.
 */
export async function makeDoor(
  dataDir: string,
  account: EngineAccount | undefined,
): Promise<Door> {
  return process.platform === 'win32'
    ? makeLoopbackDoor(dataDir)
    : makeSocketDoor(account);
}

function makeSocketDoor(account: EngineAccount | undefined): Door {
  // A socket's path may not exceed 107 bytes (104 on macOS), so it never lies
  // in the data folder, whose depth is the user's choice.
  const own = tmpdir();
  const isFit = own.length <= 60 && (!account || isReachableByAll(own));
  const folder = mkdtempSync(join(isFit ? own : '/tmp', socketFolderPrefix));
  if (account) chownSync(folder, account.uid, account.gid);
  return {
    connection: { host: folder, port: 5432, user, database },
    accessArgs: ['-A', 'trust'],
    listenArgs: ['-k', folder, '-c', 'listen_addresses=', '-p', '5432'],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function makeLoopbackDoor(dataDir: string): Promise<Door> {
  const passwordPath = join(dataDir, 'postgres.password');
  if (!existsSync(passwordPath)) {
    writeFileSync(passwordPath, randomBytes(24).toString('base64url'), {
      mode: 0o600,
    });
  }
  const password = readFileSync(passwordPath, 'utf8');
  const host = '127.0.0.1';
  const port = await findFreePort(host);
  return {
    connection: { host, port, user, database, password },
    accessArgs: ['-A', 'scram-sha-256', `--pwfile=${passwordPath}`],
    listenArgs: ['-c', `listen_addresses=${host}`, '-p', String(port)],
    remove: () => undefined,
  };
}

function findFreePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
