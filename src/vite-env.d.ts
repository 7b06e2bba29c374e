/// <reference types="vite/client" />

export {};

declare global {
  /** package.json's version, put in by the build. */
  const APP_VERSION: string;
}
