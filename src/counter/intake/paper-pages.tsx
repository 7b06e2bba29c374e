import { useState } from 'preact/hooks';
import type { PageView } from '../../device/device-api.ts';
import { materialsText } from '../../text/intake.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { MaterialImage } from './material-image.tsx';

type PaperPagesProps = {
  paperId: string;
  paperName: string;
  pages: readonly PageView[];
  onRemove: (sha256: string) => Promise<void>;
  onRestore: (sha256: string) => Promise<void>;
};

/** The pages in their order; a removed one may be put back where it was. */
export function PaperPages(props: PaperPagesProps) {
  const { paperName, pages } = props;
  const [removed, setRemoved] = useState<{ sha256: string; n: number }[]>([]);
  if (pages.length === 0 && removed.length === 0) return null;
  return (
    <>
      <ol class="plain-list pages">
        {pages.map((page, index) => (
          <li key={page.sha256} class="page-of-paper">
            <MaterialImage
              page={page}
              name={materialsText.page(paperName, index + 1)}
            />
            <Button
              kind="plain"
              label={materialsText.removePageLabel(paperName, index + 1)}
              onPress={() => {
                setRemoved([...removed, { sha256: page.sha256, n: index + 1 }]);
                void props.onRemove(page.sha256);
              }}
            >
              {materialsText.removePage}
            </Button>
          </li>
        ))}
      </ol>
      {removed.map(({ sha256, n }) => (
        <p key={sha256} class="spread undo" role="status">
          <span>
            <Icon name="cross" /> {materialsText.removed(paperName, n)}
          </span>
          <Button
            label={`${materialsText.restore} ${materialsText.page(paperName, n)}`}
            onPress={() => {
              setRemoved(removed.filter((each) => each.sha256 !== sha256));
              void props.onRestore(sha256);
            }}
          >
            {materialsText.restore}
          </Button>
        </p>
      ))}
    </>
  );
}
