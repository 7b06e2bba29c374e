import type { ComponentChildren } from 'preact';
import type { CaseSheet } from '../../device/device-api.ts';
import { sheetText } from '../../text/sheet.ts';
import { ReadAloud } from '../frame/read-aloud.tsx';
import { Screen } from '../frame/screen.tsx';
import type { LookKind } from './look.ts';
import { SheetPlace, useSheet } from './sheet-place.tsx';
import type { SheetSubject } from './subject.ts';

type SheetScreenProps = {
  title: string;
  kind: LookKind;
  subject: SheetSubject;
  /** Of a case: under what its prints are counted. */
  sheet: CaseSheet;
  back: string;
  inDraft?: boolean;
  /** What is read to whoever cannot read it. */
  words?: readonly string[];
  children: ComponentChildren;
};

/** One sheet as it will be printed, and the one act. */
export function SheetScreen(props: SheetScreenProps) {
  const { title, kind, subject, words, back, inDraft = false } = props;
  const { view, matter } = subject;
  const sheet = useSheet({
    kind,
    jobTitle: view?.number ?? title,
    ...(view !== undefined && {
      of: {
        view,
        sheet: props.sheet,
        beside: (subject.visit ?? []).flatMap(
          (each) => each.view?.caseId ?? [],
        ),
      },
    }),
  });
  return (
    <Screen
      title={title}
      tabTitle={`${title} · ${matter.short}`}
      back={back}
      inDraft={inDraft}
      primary={{ label: sheetText.print(title), onPress: sheet.press }}
    >
      {words !== undefined && (
        <div class="screen-only">
          <ReadAloud sentences={words} />
        </div>
      )}
      <SheetPlace sheet={sheet}>{props.children}</SheetPlace>
    </Screen>
  );
}
