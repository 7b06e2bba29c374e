// Each step is a URL, and the phone's back button is the `back` mark of the page.
import { useLocation } from 'preact-iso';

/** Paths passed through since the app started; the last is the present one. */
const trail: string[] = [];

/** Called by the router at every change of place, in both directions. */
export function noteRoute(url: string): void {
  if (trail[trail.length - 1] === url) return;
  if (trail[trail.length - 2] === url) trail.pop();
  else trail.push(url);
}

/** The app starts anew: nothing before it is ours. Gives the function that ends it. */
export function startTrail(): () => void {
  trail.length = 0;
  addEventListener('click', stayHere, true);
  return () => removeEventListener('click', stayHere, true);
}

/**
 * A link to the page one is on (the strip, on 发送) leads nowhere: followed, it
 * would put the page into the history twice and back would seem to do nothing.
 */
function stayHere(event: MouseEvent): void {
  const link =
    event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.href !== location.href) return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Goes where the phone's back button goes; when the app was opened on this page,
 * to `fallback`.
 */
export function useBack(fallback: string): () => void {
  const { route } = useLocation();
  return () => {
    if (trail.length > 1) history.back();
    else route(fallback, true);
  };
}

export const paths = {
  home: '/',
  setUp: '/set-up',
  find: '/find',
  guide: (matterCode: string) => `/matter/${matterCode}`,
  /** Begins one. */
  bundle: (code: string) => `/bundle/${code}`,
  cases: '/cases',
  residents: (due?: 'age' | 'yearly') =>
    due === undefined ? '/residents' : `/residents?due=${due}`,
  townshipList: '/residents/list',
  resident: (id: string) => `/residents/${id}`,
  newBatch: (matterCode: string, isDue = false) =>
    `/batch/new?matter=${matterCode}${isDue ? '&due=1' : ''}`,
  batch: (batchId: string) => `/batch/${batchId}`,
  batchRow: (batchId: string, draftId: string) =>
    `/batch/${batchId}/${draftId}`,
  send: '/send',
  attention: '/attention',
  mendStep: (operationId: string) => `/mend/${operationId}`,
  export: '/export',
  /** Without `of`: whom to go to. */
  line: (of?: 'numbers') => (of === undefined ? '/line' : '/line?of=numbers'),
  more: '/more',
  thisDevice: '/device',
  handover: '/handover',
  clerks: '/clerks',
  case: (caseId: string) => `/case/${caseId}`,
  /** `operationId`: a refused one, which never came to the county. */
  withdraw: (caseId: string, operationId?: string) =>
    operationId === undefined
      ? `/case/${caseId}/withdraw`
      : `/case/${caseId}/withdraw?operation=${operationId}`,
  act: (caseId: string, act: 'contact' | 'deliver') =>
    `/case/${caseId}/act/${act}`,
  receipt: (caseId: string) => `/receipt/${caseId}`,
  sheet: (caseId: string, sheet: string) => `/print/${caseId}/${sheet}`,
  checkReceipt: '/check',
  intake: (draftId: string) => `/intake/${draftId}`,
  draftSheet: (draftId: string, sheet: string) =>
    `/intake/${draftId}/print?of=${sheet}`,
  step: (draftId: string, step: string) => `/intake/${draftId}/${step}`,
} as const;
