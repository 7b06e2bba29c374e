import { frameText } from '../../text/counter.ts';
import { sheetText } from '../../text/sheet.ts';
import { useCase, useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { onOneSheet, readVisit } from '../visit/read-visit.ts';
import { subjectOfCase } from './subject.ts';
import { subjectSheet } from './subject-sheet.tsx';

type CaseSheetPageProps = { caseId: string; sheet: string };

/** It is one for all cases of a visit that one person takes home. */
const ORIGINALS = 'originals';

/** A sheet of a case that is here, by its address. */
export function CaseSheetPage({ caseId, sheet }: CaseSheetPageProps) {
  const view = useCase(caseId);
  const { matterCode = '', catalogueVersion = '' } = view ?? {};
  const matter = useRead(
    async (device) =>
      matterCode === ''
        ? undefined
        : device.catalogue.matter(matterCode, catalogueVersion),
    [matterCode, catalogueVersion],
  );
  const visit = useRead(
    async (device) =>
      sheet === ORIGINALS
        ? onOneSheet(await readVisit(device, caseId), caseId)
        : [],
    [caseId, sheet],
  );
  const isRead = matter !== undefined && visit !== undefined;
  if (view === undefined || (view !== null && !isRead)) return <OpeningPage />;
  const back = paths.case(caseId);
  const found =
    view === null || matter?.ok !== true
      ? null
      : subjectSheet({
          subject: {
            ...subjectOfCase(view, matter.value),
            ...(visit !== undefined &&
              visit.length > 0 && {
                visit: visit.map((of) => subjectOfCase(of.view, of.matter)),
              }),
          },
          name: sheet,
          back,
        });
  return (
    found ?? (
      <Screen
        title={view === null ? frameText.caseGone : sheetText.gone}
        back={back}
        primary={{ label: frameText.goHome, href: paths.home }}
      >
        {null}
      </Screen>
    )
  );
}
