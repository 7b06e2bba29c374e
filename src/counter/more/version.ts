// The bundler puts package.json's version in place of this name.
declare const APP_VERSION: string;

/** Version of the app as built. */
export const appVersion: string = APP_VERSION;
