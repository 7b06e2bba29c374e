import { useEffect, useState } from 'preact/hooks';
import type { BundleView } from '../../device/device-api.ts';
import { device } from '../device.ts';
import { flushDraft } from '../intake/draft-saver.ts';
import type { Intake } from '../intake/intake.ts';

/** The bundle as the answers so far make it; undefined until it is read. */
export function useBundle({
  draft: { draftId, answers },
}: Intake): [BundleView | undefined, (view: BundleView) => void] {
  const [view, setView] = useState<BundleView>();
  useEffect(() => {
    let isPast = false;
    const read = async () => {
      // What was just answered counts.
      await flushDraft();
      const made = await device().bundles.read(draftId);
      if (made.ok && !isPast) setView(made.value);
    };
    void read();
    return () => {
      isPast = true;
    };
  }, [draftId, answers]);
  return [view, setView];
}
