import { useEffect, useRef, useState } from 'preact/hooks';
import { useReview } from '../review-context.ts';
import type { Sheet } from './sheets.ts';

export type Opened = { url: string } | 'opening' | 'failed';

/**
 * Object URLs of the sheets asked for. The bytes come through the session and
 * live in this page's memory until the case is closed.
 */
export function useMaterials(caseId: string): {
  opened: ReadonlyMap<string, Opened>;
  open: (sheet: Sheet) => void;
} {
  const { client } = useReview();
  const [opened, setOpened] = useState<ReadonlyMap<string, Opened>>(new Map());
  const asked = useRef(new Set<string>());
  const urls = useRef<string[]>([]);
  const isGone = useRef(false);

  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      for (const url of urls.current) URL.revokeObjectURL(url);
      urls.current = [];
    };
  }, []);

  const put = (sha256: string, value: Opened) =>
    setOpened((before) => new Map(before).set(sha256, value));

  const open = (sheet: Sheet) => {
    const { sha256, mediaType } = sheet;
    if (!sheet.arrived || asked.current.has(sha256)) return;
    asked.current.add(sha256);
    put(sha256, 'opening');
    void fetchSheet(sha256, mediaType);
  };
  const fetchSheet = async (sha256: string, mediaType: string) => {
    const answer = await client.material(caseId, sha256, mediaType);
    if (isGone.current) return;
    if (!answer.ok) {
      asked.current.delete(sha256);
      put(sha256, 'failed');
      return;
    }
    const url = URL.createObjectURL(answer.value);
    urls.current.push(url);
    put(sha256, { url });
  };
  return { opened, open };
}
