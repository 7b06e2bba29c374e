import type { CaseSheet } from '../../device/device-api.ts';
import {
  correctionSheetText,
  mandateText,
  originalsText,
} from '../../text/sheet.ts';
import { correctionText } from '../../text/intake.ts';
import type { PromisedPaper } from '../intake/promises.ts';
import { ApplicationSheet, applicationTitle } from './application-sheet.tsx';
import { CorrectionSheet } from './correction-sheet.tsx';
import { MandateSheet } from './mandate-sheet.tsx';
import { keptOfAll, OriginalsSheet } from './originals-sheet.tsx';
import { SheetScreen } from './sheet-screen.tsx';
import { PromiseSheet, promiseTitle } from './promise-sheet.tsx';
import type { SheetSubject } from './subject.ts';

const PROMISE = 'promise:';

type SubjectSheetProps = {
  subject: SheetSubject;
  /** A CaseSheet, as it stands in the address. */
  name: string;
  back: string;
  inDraft?: boolean;
};

/** The sheet of that name; null: this case or draft has none. */
export function subjectSheet(props: SubjectSheetProps) {
  const { subject, name, back, inDraft = false } = props;
  const { matter, view } = subject;
  const common = { subject, back, inDraft };
  if (name === 'application')
    return (
      <SheetScreen
        {...common}
        title={applicationTitle(matter)}
        kind="form"
        sheet={name}
      >
        <ApplicationSheet subject={subject} />
      </SheetScreen>
    );
  if (name === 'mandate')
    return (
      <SheetScreen
        {...common}
        title={mandateText.title}
        kind="form"
        sheet={name}
      >
        <MandateSheet subject={subject} />
      </SheetScreen>
    );
  if (name === 'originals' && keptOfAll(subject).length > 0)
    return (
      <SheetScreen
        {...common}
        title={originalsText.title}
        kind="form"
        sheet={name}
      >
        <OriginalsSheet subject={subject} />
      </SheetScreen>
    );
  if (name === 'correction' && view?.state.correction)
    return (
      <SheetScreen
        {...common}
        title={correctionSheetText.short}
        kind="notice"
        sheet={name}
        words={view.state.correction.items.flatMap(({ reason, fix }) => [
          reason,
          ...(fix === '' ? [] : [correctionText.fix(fix)]),
        ])}
      >
        <CorrectionSheet view={view} matter={matter} />
      </SheetScreen>
    );
  const promised = promisesIn(subject).find(
    ({ paperId }) => name === PROMISE + paperId,
  );
  if (promised === undefined) return null;
  return (
    <SheetScreen
      {...common}
      title={promiseTitle(promised)}
      kind="form"
      sheet={promiseName(promised)}
    >
      <PromiseSheet subject={subject} paper={promised} />
    </SheetScreen>
  );
}

/** The papers that were promised instead of handed in, or for later. */
export function promisesIn({
  papers,
}: Pick<SheetSubject, 'papers'>): PromisedPaper[] {
  return papers.filter(
    (paper): paper is PromisedPaper =>
      paper.how === 'commitment' || paper.how === 'deficiency',
  );
}

export function promiseName({
  paperId,
}: Pick<PromisedPaper, 'paperId'>): CaseSheet {
  return `${PROMISE}${paperId}`;
}
