// `npm run screenshots`: plain JavaScript that lets vite read the TypeScript.
import { runnerImport } from 'vite';
import { ensureBuilt } from '../../src/platform/commands/build.mjs';

await ensureBuilt();
const { module } = await runnerImport('/tests/screenshots/main.ts', {
  configFile: false,
  logLevel: 'warn',
});
process.exitCode = await module.main(process.argv.slice(2));
