// The export's state between the page and the worker: the plan, the part that is
// being written, the files that were written.
import { proxy } from 'comlink';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { StickPlan } from '../../device/device-api.ts';
import type { ErrorCode } from '../../protocol/error-code.ts';
import { device, deviceState } from '../device.ts';
import { now } from '../frame/clock.ts';
import { exportFileName } from './file-name.ts';
import { saveFile } from './save-file.ts';

export const SPLITS = {
  // The largest file that a FAT32 stick takes.
  whole: 4 * 1024 ** 3 - 1,
  gigabyte: 1024 ** 3,
  small: 100 * 1024 ** 2,
} as const;
export type Split = keyof typeof SPLITS;

export type WrittenFile = { part: number; file: File; url: string };

export function useExport() {
  const [photographs, setPhotographs] = useState(true);
  const [split, setSplit] = useState<Split>('whole');
  const [plan, setPlan] = useState<StickPlan>();
  const [problem, setProblem] = useState<ErrorCode>();
  const [writing, setWriting] = useState<{ part: number; bytes: number }>();
  const [files, setFiles] = useState<readonly WrittenFile[]>([]);
  const [seen, setSeen] = useState<'ask' | 'yes' | 'no'>('ask');
  const made = useRef<WrittenFile[]>([]);

  const letGo = () => {
    for (const { url } of made.current.splice(0)) URL.revokeObjectURL(url);
    setFiles([]);
  };
  useEffect(() => letGo, []);
  useEffect(() => {
    let isOver = false;
    const begin = async () => {
      const planned = await device().stick.plan({
        photographs,
        partBytes: SPLITS[split],
      });
      if (isOver) return;
      letGo();
      setSeen('ask');
      setPlan(planned.ok ? planned.value : undefined);
      setProblem(planned.ok ? undefined : planned.code);
    };
    void begin();
    return () => {
      isOver = true;
    };
  }, [photographs, split]);

  /** Writes the next part and hands it to the browser's download. */
  const writeNext = async (): Promise<void> => {
    const next = plan?.parts[made.current.length];
    if (plan === undefined || next === undefined || writing !== undefined)
      return;
    setProblem(undefined);
    setWriting({ part: next.part, bytes: 0 });
    const written = await device().stick.write(
      plan.planId,
      next.part,
      // It comes by a way of its own, and may come after the file.
      proxy((bytes) =>
        setWriting((now) =>
          now?.part === next.part ? { part: next.part, bytes } : now,
        ),
      ),
    );
    setWriting(undefined);
    if (!written.ok) {
      setProblem(written.code);
      return;
    }
    const name = exportFileName(deviceState.value?.station ?? null, {
      at: now.value,
      cases: plan.cases,
      part: next.part,
      parts: plan.parts.length,
    });
    const file = new File([written.value], name, {
      type: 'application/octet-stream',
    });
    const url = URL.createObjectURL(file);
    made.current.push({ part: next.part, file, url });
    setFiles([...made.current]);
    saveFile(url, name);
  };

  const answerSeen = async (isSeen: boolean): Promise<void> => {
    setSeen(isSeen ? 'yes' : 'no');
    if (!isSeen || plan === undefined) return;
    const confirmed = await device().stick.confirm(plan.planId);
    if (!confirmed.ok) setProblem(confirmed.code);
  };

  // Another plan would take the file away that is being written.
  const ifIdle =
    <Value>(change: (value: Value) => void) =>
    (value: Value) => {
      if (writing === undefined) change(value);
    };
  return {
    photographs,
    setPhotographs: ifIdle(setPhotographs),
    split,
    setSplit: ifIdle(setSplit),
    plan,
    problem,
    writing,
    files,
    seen,
    writeNext,
    answerSeen,
  };
}
