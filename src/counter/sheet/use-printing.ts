import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type {
  CaseSheet,
  CaseView,
  PrintNoted,
} from '../../device/device-api.ts';
import { errorSentence } from '../../text/errors.ts';
import { device } from '../device.ts';
import { now } from '../frame/clock.ts';

type PrintingOptions = {
  /**
   * Browsers put the title on the sheet and offer it as the file's name: for that
   * moment it is the number alone (of a sheet without one its kind), never a
   * person's name.
   */
  jobTitle: string;
  /** Absent: printed from a draft, another one each time; it is not counted. */
  of?: {
    view: Pick<CaseView, 'caseId' | 'printed'>;
    sheet: CaseSheet;
    /** Cases whose sheet of that kind it is too. */
    beside?: readonly string[];
  };
  /** Just before the browser lays the sheet out. */
  onBegin: () => void;
};

export type Printing = {
  press: () => void;
  /** Which print the sheet on the screen is; undefined: the first, unmarked. */
  mark: PrintNoted | undefined;
  /** Prints so far, with the time of the last; undefined: none, or not counted. */
  before: PrintNoted | undefined;
  failure: string | undefined;
};

/**
 * Prints the sheet of this page, and only that, by its button, by Ctrl+P or by the
 * browser's own menu. Each print is counted before the browser is asked.
 */
export function usePrinting(options: PrintingOptions): Printing {
  const [job, setJob] = useState<PrintNoted>();
  const [failure, setFailure] = useState<string>();
  const isBusy = useRef(false);
  const latest = useRef({ ...options, job });
  latest.current = { ...options, job };

  const press = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    setFailure(undefined);
    const noted = await note(latest.current);
    isBusy.current = false;
    if (noted.ok) setJob(noted.value);
    else setFailure(errorSentence(noted.code));
  };
  const title = useRef<string | undefined>(undefined);
  const begin = () => {
    latest.current.onBegin();
    title.current ??= document.title;
    document.title = latest.current.jobTitle;
  };
  useLayoutEffect(() => {
    if (job === undefined) return undefined;
    begin();
    window.print();
    // The mark stays what it was until somebody is back here: a browser may lay the
    // sheet out again while its dialog is open. What its own menu prints after that is
    // another print, though nothing on the page was touched.
    const release = () => setJob(undefined);
    const events = ['focus', 'pointerdown', 'keydown'] as const;
    for (const each of events) addEventListener(each, release);
    return () => {
      for (const each of events) removeEventListener(each, release);
    };
  }, [job]);
  useEffect(() => {
    const onBefore = () => {
      begin();
      // By the browser's own menu, with the mark that stands there already.
      if (latest.current.job === undefined) void note(latest.current);
    };
    const end = () => {
      if (title.current !== undefined) document.title = title.current;
      title.current = undefined;
    };
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.key.toLowerCase() !== 'p') return;
      event.preventDefault();
      void press();
    };
    addEventListener('beforeprint', onBefore);
    addEventListener('afterprint', end);
    addEventListener('keydown', onKey);
    return () => {
      end();
      removeEventListener('beforeprint', onBefore);
      removeEventListener('afterprint', end);
      removeEventListener('keydown', onKey);
    };
  }, []);

  const times = timesOf(options);
  const last = times[times.length - 1];
  const next =
    last === undefined ? undefined : { n: times.length + 1, at: now.value };
  const mark = job ?? next;
  return {
    press: () => void press(),
    mark: mark !== undefined && mark.n > 1 ? mark : undefined,
    before: last === undefined ? undefined : { n: times.length, at: last },
    failure,
  };
}

async function note({ of }: PrintingOptions) {
  if (of === undefined)
    return { ok: true as const, value: { n: 1, at: now.value } };
  const { view, sheet, beside = [] } = of;
  for (const caseId of beside)
    if (caseId !== view.caseId) {
      const noted = await device().cases.notePrint(caseId, sheet);
      if (!noted.ok) return noted;
    }
  return device().cases.notePrint(view.caseId, sheet);
}

function timesOf({ of }: PrintingOptions): string[] {
  return of?.view.printed[of.sheet] ?? [];
}
