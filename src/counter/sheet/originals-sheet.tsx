import type { Material } from '../../domain/catalogue/form-schema.ts';
import { groupCaseNumber } from '../../text/common.ts';
import { originalsText } from '../../text/sheet.ts';
import { Signing } from './signing.tsx';
import { SubjectHead } from './subject-head.tsx';
import type { SheetSubject } from './subject.ts';

/**
 * The originals that stay here, for those who hand them on to sign: of a case, or of
 * all cases of a visit with the one to which each belongs.
 */
export function OriginalsSheet({ subject }: { subject: SheetSubject }) {
  const kept = keptOfAll(subject);
  const isOfSeveral = (subject.visit ?? []).length > 1;
  return (
    <>
      <SubjectHead title={originalsText.title} subject={subject} />
      <p>{originalsText.lead(kept.length)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{originalsText.no}</th>
            {isOfSeveral && <th scope="col">{originalsText.ofCase}</th>}
            <th scope="col">{originalsText.name}</th>
            <th scope="col">{originalsText.copies}</th>
            <th scope="col">{originalsText.bag}</th>
            <th scope="col">{originalsText.goes}</th>
          </tr>
        </thead>
        <tbody>
          {kept.map(
            ({ of, material: { id, name, copies, handling } }, index) => (
              <tr key={id}>
                <td data-label={originalsText.no}>{index + 1}</td>
                {isOfSeveral && (
                  <td data-label={originalsText.ofCase}>{nameOfCase(of)}</td>
                )}
                <td data-label={originalsText.name}>{name}</td>
                <td data-label={originalsText.copies}>{copies}</td>
                <td data-label={originalsText.bag} class="sheet-blank" />
                <td data-label={originalsText.goes}>
                  {handling === 'keep'
                    ? originalsText.kept
                    : originalsText.handedOver}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      <p>{originalsText.back}</p>
      <div class="sheet-signing">
        <Signing label={originalsText.giver} />
        <Signing label={originalsText.clerk} />
        <Signing label={originalsText.township} />
      </div>
    </>
  );
}

/** Those of the whole visit, where it is one. */
export function keptOfAll(
  subject: SheetSubject,
): { of: SheetSubject; material: Material }[] {
  return (subject.visit ?? [subject]).flatMap((of) =>
    keptOriginals(of).map((material) => ({ of, material })),
  );
}

const nameOfCase = ({ matter, view }: SheetSubject) =>
  `${matter.short} ${view === undefined ? '' : groupCaseNumber(view.number).lastNine}`;

/** Handed in as a thing, and not given back on the spot. */
export function keptOriginals({
  matter,
  papers,
}: Pick<SheetSubject, 'matter' | 'papers'>): Material[] {
  return matter.materials.filter(
    ({ id, handling }) =>
      (handling === 'keep' || handling === 'handover') &&
      papers.some(
        ({ paperId, how }) =>
          paperId === id && (how === 'photo' || how === 'seen'),
      ),
  );
}
