import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Notice } from '../ui/notice/notice.tsx';
import { linkText } from '../text/review.ts';

type Load = () => Promise<ComponentType>;

/** A page whose code comes when it is first opened, so that the list does not wait for it. */
export function Later({ load }: { load: Load }) {
  const [Page, setPage] = useState<ComponentType | null>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    let isGone = false;
    const open = async () => {
      try {
        const page = await load();
        if (!isGone) setPage(() => page);
      } catch {
        setLost(true);
      }
    };
    void open();
    return () => {
      isGone = true;
    };
  }, []);
  if (Page !== null) return <Page />;
  return isLost ? (
    <Notice tone="neutral" icon="pause" announced="polite">
      <p>{linkText.offline}</p>
    </Notice>
  ) : null;
}
