import type { MaterialType } from '../../domain/catalogue/county-schema.ts';
import { materialsText } from '../../text/intake.ts';
import { Icon } from '../../ui/icon/icon.tsx';

/** What to look at on this paper, and what often goes wrong with it. */
export function PaperHandbook({ type }: { type: MaterialType }) {
  const { check, mistakes } = type.handbook;
  return (
    <details>
      <summary>
        <Icon name="chevron" />
        {materialsText.handbook}
      </summary>
      <h3>{materialsText.check}</h3>
      <ul>
        {check.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3>{materialsText.mistakes}</h3>
      <ul>
        {mistakes.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
