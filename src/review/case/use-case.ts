import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { atMostEvery } from '../at-most-every.ts';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';

/** Photographs of a village come in while the reviewer reads. */
const LOOK_AGAIN_MS = 30_000;
/** A busy township wakes every one of its open cases. */
const WAKE_MS = 5_000;

export type OpenCase = {
  detail: CaseDetail | null;
  matter: Matter | null;
  failure: Failure | null;
  /** The platform has a later state than the one on show. */
  hasChanged: boolean;
  /** Shows the present state. */
  reload: () => Promise<void>;
};

export function useCase(caseId: string): OpenCase {
  const { client, signIns } = useReview();
  const [detail, setDetail] = useState<CaseDetail | null>(null);
  const [matter, setMatter] = useState<Matter | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [hasChanged, setChanged] = useState(false);
  const isGone = useRef(false);
  const shown = useRef<CaseDetail | null>(null);
  shown.current = detail;

  const reload = useCallback(async () => {
    const answer = await client.caseDetail(caseId);
    if (isGone.current) return;
    if (!answer.ok) {
      setFailure(answer);
      return;
    }
    setFailure(null);
    setChanged(false);
    setDetail(answer.value);
  }, [client, caseId]);

  const matterCode = detail?.row.matterCode;
  const version = detail?.catalogueVersion;
  useEffect(() => {
    if (matterCode === undefined || version === undefined) return;
    const fetchMatter = async () => {
      const answer = await client.matter(matterCode, version);
      if (isGone.current) return;
      if (answer.ok) setMatter(answer.value);
      else setFailure(answer);
    };
    void fetchMatter();
  }, [client, matterCode, version, signIns.value]);

  useEffect(() => {
    // A session that ended: what is on show stays until it is asked anew.
    if (shown.current === null) void reload();
  }, [reload, signIns.value]);

  useEffect(() => {
    isGone.current = false;
    const lookAgain = async () => {
      // Each look at a case is written down: none is taken where it has not moved.
      const moved = await client.caseVersion(caseId);
      const now = shown.current?.row;
      if (isGone.current || !moved.ok || now === undefined) return;
      const { version, materialsArrived } = moved.value;
      // A decision is made on what was seen: a new state waits to be asked for.
      if (version !== now.version) setChanged(true);
      else if (materialsArrived !== now.materials.arrived) await takePictures();
    };
    const takePictures = async () => {
      const answer = await client.caseDetail(caseId, 'unattended');
      const now = shown.current;
      if (isGone.current || !answer.ok || now === null) return;
      if (answer.value.row.version === now.row.version) setDetail(answer.value);
      else setChanged(true);
    };
    const timer = setInterval(() => void lookAgain(), LOOK_AGAIN_MS);
    const waking = atMostEvery(WAKE_MS, () => void lookAgain());
    const stopListening = client.onArrivals(waking.wake);
    return () => {
      isGone.current = true;
      clearInterval(timer);
      stopListening();
      waking.stop();
    };
  }, [client, caseId]);

  return { detail, matter, failure, hasChanged, reload };
}
