import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import preactPreset from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import type { Modules } from './src/build/closure.ts';
import { leanDexie } from './src/build/lean-dexie.ts';
import { leanHashWasm } from './src/build/lean-hash-wasm.ts';
import { leanText } from './src/build/lean-text.ts';
import { listShell } from './src/build/list-shell.ts';
import { packApp } from './src/build/pack-app.ts';
import { pageChunks } from './src/build/page-chunks.ts';
import { pureSchemas } from './src/build/pure-schemas.ts';
import {
  serviceWorkerBesideWorker,
  workerChunks,
} from './src/build/worker-chunks.ts';
import { LongestFirst } from './tests/support/longest-first.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
};

/**
 * Village telephones keep the browser they were sold with for years. What is older
 * is told so (public/old-browser.js); tests/journeys/old-browsers holds the build
 * to it.
 */
export const browserFloor = ['chrome99', 'firefox115', 'safari16.4'] as const;

/**
 * Test files at once. The runner by itself leaves one core free, of two a half of
 * the machine, which its own process does not use.
 */
const testWorkers = availableParallelism();

/**
 * Much of a short file's time is the loading of what it tests: the files of a worker
 * share it, and what one of them has stubbed is not there for the next.
 */
const sharing = { isolate: false, restoreMocks: true, unstubGlobals: true };

/** The platform's programs; each becomes `dist/platform/<name>.js`. */
const programs = {
  main: 'src/platform/main.ts',
  demo: 'src/platform/commands/demo.ts',
  admin: 'src/platform/commands/admin.ts',
  backup: 'src/platform/commands/backup.ts',
  restore: 'src/platform/commands/restore.ts',
};

export default defineConfig(({ isSsrBuild, command }) => ({
  // APP_VERSION is replaced by the text of package.json's version.
  define: { APP_VERSION: JSON.stringify(version) },
  plugins: [
    preactPreset(),
    leanDexie(),
    ...(command === 'build' && isSsrBuild !== true
      ? [pureSchemas(), leanText(), listShell(), packApp()]
      : []),
  ],
  resolve: {
    alias: [
      // The same, for browsers of this decade; the tests run on it too.
      { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
      ...(command === 'build'
        ? [
            {
              find: /^workbox-window$/,
              replacement: 'workbox-window/build/workbox-window.prod.mjs',
            },
          ]
        : []),
    ],
  },
  // So that development and tests run on what the build makes of it.
  optimizeDeps: { exclude: ['dexie'] },
  worker: {
    format: 'es',
    plugins: () => [
      leanDexie(),
      leanHashWasm(),
      pureSchemas(),
      serviceWorkerBesideWorker(),
    ],
    rolldownOptions: {
      output: {
        codeSplitting: cutBy(workerChunks()),
        // Of no use but to bundlers; of the page vite strips them itself.
        comments: { legal: true, annotation: false },
      },
    },
  },
  build: isSsrBuild
    ? {
        outDir: 'dist/platform',
        target: 'node20',
        copyPublicDir: false,
        sourcemap: true,
        rolldownOptions: { input: existingPrograms() },
      }
    : {
        outDir: 'dist/app',
        target: [...browserFloor],
        // The CSP allows no inline script, and data: images only from blob:.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: { output: { codeSplitting: cutBy(pageChunks()) } },
      },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/healthz', '/readyz'].map((path) => [
        path,
        process.env['DEV_PLATFORM'] ?? 'http://localhost:8080',
      ]),
    ),
  },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          server: { deps: { inline: ['dexie'] } },
          maxWorkers: testWorkers,
          ...sharing,
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/**/*.{pg,browser,journey}.test.{ts,tsx}'],
          // Only a hang is ended by the clock: a busy machine is no failure.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          environment: 'node',
          maxWorkers: testWorkers,
          ...sharing,
          include: ['tests/**/*.pg.test.ts'],
          globalSetup: ['tests/support/postgres-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          maxWorkers: testWorkers,
          include: ['tests/**/*.browser.test.{ts,tsx}'],
          // A condition is waited for; a busy machine is no failure.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
          sequence: { groupOrder: 2 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
                // Chromium refuses its sandbox to root.
                args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['tests/journeys/**/*.journey.test.ts'],
          // Each starts a platform and a browser of its own, and mostly waits.
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          environment: 'node',
          include: ['tests/**/*.journey.test.ts'],
          exclude: ['tests/journeys/**'],
          // They measure, or kill what runs, and want the machine for themselves.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
}));

/** Files by name; what a module needs is cut by its own name. */
function cutBy(name: (id: string, modules: Modules) => string | null) {
  return { includeDependenciesRecursively: false, groups: [{ name }] };
}

/** The programs of this checkout, by name. */
function existingPrograms(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(programs).filter(([, path]) => existsSync(path)),
  );
}
