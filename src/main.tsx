// The one entry of the built app. The path picks the surface, and each
// surface is a chunk of its own: a village telephone loads only the counter.
import './ui/tokens.css';
import './ui/base.css';
import { surfaceOf } from './surface.ts';

type TrustedTypesFactory = {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => unknown;
};

/**
 * Under `require-trusted-types-for 'script'` neither worker nor service worker
 * starts from a plain URL. This policy passes script URLs of our own origin
 * and nothing else; HTML and script texts stay refused everywhere. It must
 * exist before anything else runs.
 */
function admitOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin === location.origin) return url;
      throw new TypeError('A script of another origin was refused.');
    },
  });
}

async function startSurface(path: string, root: HTMLElement): Promise<void> {
  const surface = surfaceOf(path);
  if (surface === 'resident') {
    const { startResident } = await import('./resident/resident-app.tsx');
    startResident(root);
  } else if (surface === 'review') {
    const { startReview } = await import('./review/review-app.tsx');
    startReview(root);
  } else {
    const { startCounter } = await import('./counter/counter-app.tsx');
    startCounter(root);
  }
}

/** public/old-browser.js has shown what to do. */
const isTooOld = document.getElementById('too-old')?.hidden === false;
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');
if (!isTooOld) {
  admitOwnScripts();
  void startSurface(location.pathname, root);
}
