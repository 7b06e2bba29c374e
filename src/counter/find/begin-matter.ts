import { errorSentence } from '../../text/errors.ts';
import { device } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { lastLeft } from '../home/last-left.ts';
import { going } from '../visit/going.ts';

/**
 * Begins a draft of a matter and goes to its first step; else says why not. `onBegun`:
 * before anything of it is drawn.
 */
export async function beginMatter(
  code: string,
  route: (path: string) => void,
  onBegun?: (draftId: string) => void,
): Promise<string | undefined> {
  const created = await device().drafts.create(code, going.value);
  if (!created.ok) return errorSentence(created.code);
  going.value = undefined;
  lastLeft.value = undefined;
  onBegun?.(created.value);
  route(paths.step(created.value, 'applicant'));
  return undefined;
}
