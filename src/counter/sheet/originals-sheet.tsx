import type { Material } from '../../domain/catalogue/form-schema.ts';
import { originalsText } from '../../text/sheet.ts';
import { Signing } from './signing.tsx';
import { SubjectHead } from './subject-head.tsx';
import type { SheetSubject } from './subject.ts';

/** The originals that stay here with the case, for those who hand them on to sign. */
export function OriginalsSheet({ subject }: { subject: SheetSubject }) {
  const kept = keptOriginals(subject);
  return (
    <>
      <SubjectHead title={originalsText.title} subject={subject} />
      <p>{originalsText.lead(kept.length)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{originalsText.no}</th>
            <th scope="col">{originalsText.name}</th>
            <th scope="col">{originalsText.copies}</th>
            <th scope="col">{originalsText.bag}</th>
            <th scope="col">{originalsText.goes}</th>
          </tr>
        </thead>
        <tbody>
          {kept.map(({ id, name, copies, handling }, index) => (
            <tr key={id}>
              <td data-label={originalsText.no}>{index + 1}</td>
              <td data-label={originalsText.name}>{name}</td>
              <td data-label={originalsText.copies}>{copies}</td>
              <td data-label={originalsText.bag} class="sheet-blank" />
              <td data-label={originalsText.goes}>
                {handling === 'keep'
                  ? originalsText.kept
                  : originalsText.handedOver}
              </td>
            </tr>
          ))}
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
