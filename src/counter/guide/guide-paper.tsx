import type { Material } from '../../domain/catalogue/form-schema.ts';
import { guideText } from '../../text/guide.ts';
import { PaperHandbook } from '../intake/paper-handbook.tsx';
import type { Guide } from './use-guide.ts';

type GuidePaperProps = { guide: Guide; paper: Material };

/** One paper: whose, in which form, where it comes from, what stands in for it. */
export function GuidePaper({ guide, paper }: GuidePaperProps) {
  const { enums, materialTypes } = guide;
  const { condition, optionalNote, provider, notes } = paper;
  const type = materialTypes.find(({ id }) => id === paper.typeId);
  const lines = [
    [
      enums.subjects[paper.subject],
      guideText.form(enums.materialKinds[paper.kind] ?? '', paper.copies),
      enums.handlings[paper.handling],
    ]
      .filter(Boolean)
      .join(' · '),
    condition !== undefined && guideText.when(condition),
    optionalNote !== undefined && guideText.when(optionalNote),
    guideText.provider(provider),
    substitutes(paper),
    notes,
  ];
  return (
    <li class="guide-paper">
      <p class="guide-paper-name">{paper.name}</p>
      {lines.map(
        (line) =>
          line !== false &&
          line !== undefined && (
            <p key={line} class="hint">
              {line}
            </p>
          ),
      )}
      {type !== undefined && paper.source === 'citizen' && (
        <PaperHandbook type={type} />
      )}
    </li>
  );
}

/** What may stand in for it or come later, in one line. */
function substitutes(paper: Material): string | undefined {
  const { eCert, deficiencyAllowed, commitmentAllowed, sharedData } = paper;
  if (paper.source !== 'citizen') return undefined;
  return [
    eCert.replaces
      ? guideText.eCert(eCert.name ?? paper.name)
      : guideText.noECert,
    commitmentAllowed && guideText.commitment,
    deficiencyAllowed ? guideText.deficiency : guideText.noDeficiency,
    sharedData === true && guideText.sharedData,
  ]
    .filter(Boolean)
    .join(' · ');
}
