import { useState } from 'preact/hooks';
import { exportText } from '../../text/stick.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { canShare, saveFile, shareFile } from './save-file.ts';
import type { WrittenFile } from './use-export.ts';

type Props = { files: readonly WrittenFile[]; parts: number };

/** Each file that was written, with the ways in which it can leave once more. */
export function SavedFiles({ files, parts }: Props) {
  const [isRefused, setRefused] = useState(false);
  if (files.length === 0) return null;
  return (
    <section class="stack-tight">
      <ul class="plain-list stack-tight">
        {files.map(({ part, file, url }) => (
          <li key={part} class="card stack-tight">
            <p class="row export-name">
              <Icon name="check" />
              {exportText.saved(file.name)}
            </p>
            {parts > 1 && <p class="hint">{exportText.partOf(part, parts)}</p>}
            <div class="buttons">
              <Button onPress={() => saveFile(url, file.name)}>
                {exportText.saveAgain}
              </Button>
              {canShare(file) && (
                <Button
                  onPress={() => {
                    const share = async () => {
                      setRefused(!(await shareFile(file)));
                    };
                    void share();
                  }}
                >
                  {exportText.share}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p role="status">{isRefused && exportText.cannotShare}</p>
    </section>
  );
}
