// A stand-in for the platform, to be killed by tests: starts the private
// PostgreSQL on the folder given as argument and says so on standard output,
// one JSON object a line. SIGINT ends both.
import { runnerImport } from 'vite';

const { module } = await runnerImport(
  new URL('../../../src/platform/postgres/start-postgres.ts', import.meta.url)
    .pathname,
);
const say = (value) => console.log(JSON.stringify(value));
try {
  const engine = await module.startPostgres({
    dataDir: process.argv[2],
    log: (sentence) => say({ sentence }),
  });
  process.on('SIGINT', () => {
    void engine.stop().then(() => process.exit(0));
  });
  say({ connection: engine.connection, enginePid: engine.pid });
  setInterval(() => {}, 60_000);
} catch (error) {
  say({ code: error.code, message: error.message });
  process.exit(1);
}
