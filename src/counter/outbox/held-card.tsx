import type { OutboxRow } from '../../device/device-api.ts';
import { attentionText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { paths } from '../frame/navigation.ts';
import { CallTownship, CardHead, ForTechnicians } from './card-parts.tsx';

/** The county has it, and a person there looks at it: nothing is asked here. */
export function HeldCard({ row }: { row: OutboxRow }) {
  const { code, caseId } = row;
  return (
    <li class="card stack-tight">
      <CardHead row={row} status="held" />
      {code !== null && <p>{attentionText.reason(errorSentence(code))}</p>}
      {row.reason !== null && <p>{attentionText.countySays(row.reason)}</p>}
      <p>{attentionText.heldExplained}</p>
      <div class="buttons">
        <CallTownship />
        {caseId !== null && (
          <Button href={paths.case(caseId)}>{attentionText.openCase}</Button>
        )}
      </div>
      <ForTechnicians row={row} />
    </li>
  );
}
