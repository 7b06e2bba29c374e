import type { CaseSheet, CaseView } from '../../device/device-api.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { caseText } from '../../text/counter.ts';
import {
  correctionSheetText,
  mandateText,
  originalsText,
  sheetText,
} from '../../text/sheet.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';
import { applicationTitle } from './application-sheet.tsx';
import { keptOriginals } from './originals-sheet.tsx';
import { promiseTitle } from './promise-sheet.tsx';
import { subjectOfCase } from './subject.ts';
import { promiseName, promisesIn } from './subject-sheet.tsx';

type CaseSheetsProps = { view: CaseView; matter: Matter };

/** Everything that may be printed from a case. */
export function CaseSheets({ view, matter }: CaseSheetsProps) {
  const subject = subjectOfCase(view, matter);
  const sheets: { sheet: CaseSheet; title: string; hint?: string }[] = [
    ...(view.state.correction === null
      ? []
      : [
          {
            sheet: 'correction' as const,
            title: correctionSheetText.short,
          },
        ]),
    { sheet: 'application', title: applicationTitle(matter) },
    ...promisesIn(subject).map((promised) => ({
      sheet: promiseName(promised),
      title: promiseTitle(promised),
      hint:
        matter.materials.find(({ id }) => id === promised.paperId)?.name ?? '',
    })),
    { sheet: 'mandate', title: mandateText.title },
    ...(keptOriginals(subject).length === 0
      ? []
      : [{ sheet: 'originals' as const, title: originalsText.title }]),
  ];
  return (
    <section class="stack-tight">
      <h2>{sheetText.sheets}</h2>
      <ul class="rows">
        <li>
          <a href={paths.receipt(view.caseId)}>
            <span class="row">
              <Icon name="printer" />
              {caseText.receipt}
            </span>
          </a>
        </li>
        {sheets.map(({ sheet, title, hint }) => (
          <li key={sheet}>
            <a href={paths.sheet(view.caseId, sheet)}>
              <span class="row">
                <Icon name="printer" />
                {title}
              </span>
              {hint !== undefined && <span class="hint">{hint}</span>}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
