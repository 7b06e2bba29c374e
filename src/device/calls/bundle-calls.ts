import type { DeviceApi } from '../device-api.ts';
import { whileOpen, type CallContext } from './call-context.ts';

export function bundleCalls(context: CallContext): DeviceApi['bundles'] {
  return {
    read: (draftId) =>
      whileOpen(context, async (open) => {
        const { viewBundle } = await import('../drafts/view-bundle.ts');
        return viewBundle(open, draftId);
      }),
    noteStep: (draftId, partId, step) =>
      whileOpen(context, async (open) => {
        const { noteStep } = await import('../drafts/view-bundle.ts');
        return noteStep(open, { draftId, partId }, step);
      }),
  };
}
