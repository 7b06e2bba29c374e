import { useEffect, useState } from 'preact/hooks';

// Pages are fragments of /review/, so that the served page is one file and a
// page opened by link never asks the platform for a path it does not know.
export type Route =
  | { page: 'worklist' }
  | { page: 'case'; caseId: string }
  | { page: 'held' }
  | { page: 'refused' }
  | { page: 'imports' }
  | { page: 'results' }
  | { page: 'devices' }
  | { page: 'requests' }
  | { page: 'audit' }
  /** Come back from the identity provider; `failure`: why in vain. */
  | { page: 'back'; failure: string | null }
  | { page: 'unknown' };

export const hrefs = {
  worklist: '#/',
  held: '#/held',
  refused: '#/refused',
  imports: '#/imports',
  results: '#/results',
  devices: '#/devices',
  requests: '#/requests',
  audit: '#/audit',
  case: (caseId: string) => `#/cases/${caseId}`,
} as const;

const PLAIN = [
  'held',
  'refused',
  'imports',
  'results',
  'devices',
  'requests',
  'audit',
] as const;

/** `fragment`: with its `#`; none is the worklist. */
export function readRoute(fragment: string): Route {
  const path = fragment.replace(/^#/, '');
  if (path === '' || path === '/') return { page: 'worklist' };
  const plain = PLAIN.find((page) => path === `/${page}`);
  if (plain !== undefined) return { page: plain };
  if (path === '/back') return { page: 'back', failure: null };
  const failure = /^\/sign-in-failed\/(\w+)$/.exec(path)?.[1];
  if (failure !== undefined) return { page: 'back', failure };
  const caseId = /^\/cases\/([0-9a-f-]{36})$/.exec(path)?.[1];
  return caseId === undefined ? { page: 'unknown' } : { page: 'case', caseId };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const read = () => setRoute(readRoute(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return route;
}
