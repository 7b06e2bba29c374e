import { useLocation } from 'preact-iso';
import { frameText } from '../../text/counter.ts';
import { sheetText } from '../../text/sheet.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import type { Intake } from '../intake/intake.ts';
import { subjectOfDraft } from './subject.ts';
import { subjectSheet } from './subject-sheet.tsx';

/** A sheet of a draft, to be signed by hand: `?of=` names it. */
export function DraftSheetPage({ intake }: { intake: Intake }) {
  const { query } = useLocation();
  const back = paths.intake(intake.draft.draftId);
  return (
    subjectSheet({
      subject: subjectOfDraft(intake),
      name: query['of'] ?? '',
      back,
      inDraft: true,
    }) ?? (
      <Screen
        title={sheetText.gone}
        back={back}
        inDraft
        primary={{ label: frameText.goHome, href: paths.home }}
      >
        {null}
      </Screen>
    )
  );
}
