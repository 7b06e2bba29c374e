import { resolve } from 'node:path';

/** What the operator may set; everything comes from the environment. */
export type Config = {
  /** 0 lets the system choose a free one. */
  port: number;
  host: string;
  /** Absolute. Keys, materials and the private PostgreSQL lie in it. */
  dataDir: string;
  /** The operator's own PostgreSQL; without it a private one is started. */
  databaseUrl?: string;
  /** Whether demo data is made at the first start. */
  demo: boolean;
};

export type ConfigResult =
  { ok: true; value: Config } | { ok: false; problems: string[] };

/**
 * Reads PORT, HOST, DATA_DIR, DATABASE_URL and DEMO. A variable that is empty
 * counts as not set. `problems` says, a sentence a variable, what to write.
 */
export function readConfig(
  environment: Record<string, string | undefined>,
): ConfigResult {
  const problems: string[] = [];
  const read = (name: string): string | undefined =>
    environment[name]?.trim() || undefined;

  const port = read('PORT') ?? '8080';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    problems.push(
      `PORT is "${port}"; write a number from 1 to 65535, such as PORT=8080.`,
    );
  }

  const host = read('HOST') ?? '127.0.0.1';
  if (!/^[\w.:-]+$/.test(host)) {
    problems.push(
      `HOST is "${host}"; write an address of this machine, such as HOST=127.0.0.1 (this machine only) or HOST=0.0.0.0 (the whole network).`,
    );
  }

  const demo = read('DEMO') ?? '1';
  if (demo !== '0' && demo !== '1') {
    problems.push(
      `DEMO is "${demo}"; write DEMO=1 (with demo data) or DEMO=0 (without).`,
    );
  }

  // The text may hold a password, so it is never repeated in the sentence.
  const databaseUrl = read('DATABASE_URL');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    problems.push(
      'DATABASE_URL is not the address of a PostgreSQL database; write DATABASE_URL=postgres://user:password@host:5432/database, or leave it out to use a private PostgreSQL.',
    );
  }

  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      port: Number(port),
      host,
      dataDir: resolve(read('DATA_DIR') ?? './data'),
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      demo: demo === '1',
    },
  };
}

function isPostgresUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  return new URL(text).pathname.length > 1;
}
