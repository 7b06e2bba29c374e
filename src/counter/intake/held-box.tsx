import type { HeldPaper } from '../../device/device-api.ts';
import { dayInSentence } from '../../text/common.ts';
import { materialsText } from '../../text/intake.ts';
import { waysText } from '../../text/ways.ts';
import { Button } from '../../ui/button/button.tsx';
import { device } from '../device.ts';
import { MaterialImage } from './material-image.tsx';
import type { PaperChange } from './paper-ways.tsx';

type HeldBoxProps = { name: string; held: HeldPaper; onChange: PaperChange };

/** A paper that is here already: where it came from, how it looks, and its use. */
export function HeldBox({ name, held, onChange }: HeldBoxProps) {
  const { paperId, caseId, from, matterShort, pages } = held;
  const day = dayInSentence(from.takenInAt, { withYear: true });
  return (
    <div class="way stack-tight">
      <p>{waysText.held(day, matterShort, from.number.slice(-9))}</p>
      <div class="pages">
        {pages.map((page, index) => (
          <MaterialImage
            key={page.sha256}
            page={page}
            name={materialsText.page(name, index + 1)}
          />
        ))}
      </div>
      <span>
        <Button
          label={`${waysText.useHeld} ${name}`}
          onPress={() =>
            onChange((draftId) =>
              device().drafts.takeHeld(draftId, paperId, caseId),
            )
          }
        >
          {waysText.useHeld}
        </Button>
      </span>
    </div>
  );
}
