import { existsSync, readFileSync } from 'node:fs';
import preactPreset from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import type { PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
};

/**
 * Village telephones keep the browser they were sold with for years. What is older
 * is told so (public/old-browser.js); tests/journeys/old-browsers holds the build
 * to it.
 */
export const browserFloor = ['chrome99', 'firefox115', 'safari15.4'] as const;

/** The platform's programs; each becomes `dist/platform/<name>.js`. */
const programs = {
  main: 'src/platform/main.ts',
  demo: 'src/platform/commands/demo.ts',
  admin: 'src/platform/commands/admin.ts',
};

/** The service worker: one classic script, listing all files of the shell. */
function shellWorker(): PluginOption {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/service-worker',
    filename: 'service-worker.ts',
    // The page asks before it lets a new version take over.
    injectRegister: false,
    registerType: 'prompt',
    // public/manifest.webmanifest is written by hand.
    manifest: false,
    injectManifest: {
      // ES output ends in `export default`, which a classic registration, the
      // one that older phones know, cannot evaluate.
      rollupFormat: 'iife',
      globPatterns: ['**/*.{html,js,css,svg,png,webmanifest,json,wasm}'],
      // The large icon is asked for once, when the app is installed, which needs a
      // network anyway.
      globIgnores: ['**/review-app-*', '**/icon-512.png'],
      maximumFileSizeToCacheInBytes: 4_000_000,
    },
  });
}

export default defineConfig(({ isSsrBuild, command }) => ({
  // APP_VERSION is replaced by the text of package.json's version.
  define: { APP_VERSION: JSON.stringify(version) },
  plugins: [
    preactPreset(),
    command === 'build' && isSsrBuild !== true ? shellWorker() : undefined,
  ],
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        // All that the device always needs is one file, which packs best; what is
        // seldom needed is loaded when it is.
        codeSplitting: {
          groups: [
            {
              name: 'engine',
              test: (id) =>
                !/device\/(health|receipts\/check|export\/(rescue|read-reply)|worker)/.test(
                  id,
                ),
            },
          ],
        },
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
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/**/*.{pg,browser,journey}.test.{ts,tsx}'],
          // Only a hang is ended by the clock: a busy machine is no failure.
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          environment: 'node',
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
          include: ['tests/**/*.browser.test.{ts,tsx}'],
          testTimeout: 20_000,
          // A condition is waited for; a busy machine is no failure.
          expect: { poll: { timeout: 10_000 } },
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
          include: ['tests/**/*.journey.test.ts'],
          // One at a time: each starts a platform and a browser of its own.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
}));

/** The programs of this checkout, by name. */
function existingPrograms(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(programs).filter(([, path]) => existsSync(path)),
  );
}
