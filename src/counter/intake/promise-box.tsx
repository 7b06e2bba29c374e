import { waysText } from '../../text/ways.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { device } from '../device.ts';
import type { PaperChange } from './paper-ways.tsx';
import type { PromisedPaper } from './promises.ts';

type PromiseBoxProps = {
  name: string;
  paper: PromisedPaper & { how: 'commitment' };
  onChange: PaperChange;
};

/** 告知承诺: what it means in place of the paper, until it is signed with the rest. */
export function CommitmentBox({ name, paper, onChange }: PromiseBoxProps) {
  const { paperId, signature } = paper;
  return (
    <div class="way stack-tight">
      <p>{waysText.commitmentOffer(name)}</p>
      <p class="hint">{waysText.promiseLimits}</p>
      <p class="row">
        <Icon name={signature === null ? 'pencil' : 'check'} />
        {signature === null ? waysText.toSign : waysText.signed}
      </p>
      <span>
        <Button
          label={`${waysText.handInInstead} ${name}`}
          onPress={() =>
            onChange((draftId) => device().drafts.clearPaper(draftId, paperId))
          }
        >
          {waysText.handInInstead}
        </Button>
      </span>
    </div>
  );
}
