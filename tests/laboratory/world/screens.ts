// What a clerk reads from a screen.
import type {
  CaseSummary,
  DeviceState,
} from '../../../src/device/device-api.ts';
import type { Window } from './window.ts';

export async function listCases(
  window: Window,
): Promise<readonly CaseSummary[]> {
  let found: readonly CaseSummary[] = [];
  const stop = await window.do('list', (api) =>
    api.cases.watch((cases) => {
      found = cases;
    }),
  );
  stop();
  return found;
}

export async function firstCorrection(
  window: Window,
): Promise<string | undefined> {
  const cases = await listCases(window);
  return cases.find(
    ({ correctionDueOn, answerDraftId }) =>
      correctionDueOn !== null && answerDraftId === null,
  )?.caseId;
}

export async function printedQr(
  window: Window,
  caseId: string,
): Promise<string | undefined> {
  let qr: string | undefined;
  const stop = await window.do('print', (api) =>
    api.cases.watchOne(caseId, (view) => {
      qr = view?.receipt.qr;
    }),
  );
  stop();
  return qr;
}

export async function shownState(
  window: Window,
): Promise<DeviceState | undefined> {
  let shown: DeviceState | undefined;
  const stop = await window.do('state', (api) =>
    api.device.watchState((state) => {
      shown = state;
    }),
  );
  stop();
  return shown;
}
