import type { CaseView } from '../../device/device-api.ts';
import { maskToLastFour } from '../../domain/rules/mask.ts';
import { dayInSentence, groupFours } from '../../text/common.ts';
import { checkText } from '../../text/intake.ts';
import { waysText } from '../../text/ways.ts';
import { MaskedNumber } from '../../ui/field/masked-number.tsx';

type HandedInProps = { paper: CaseView['papers'][number]; name: string };

/** How one paper was handed in, as it is read back and kept with the case. */
export function HandedIn({ paper, name }: HandedInProps) {
  switch (paper.how) {
    case 'photo': {
      const photographs = checkText.photographs(paper.pages.length);
      return (
        <>
          {paper.seenAt === undefined
            ? photographs
            : waysText.checkedCopy(photographs)}
          {paper.takenFrom !== undefined &&
            waysText.takenIn(
              dayInSentence(paper.takenFrom.takenInAt, { withYear: true }),
            )}
        </>
      );
    }
    case 'seen':
      return <>{checkText.seen}</>;
    case 'generated':
      return <>{checkText.generated}</>;
    case 'eCert':
      return <Certificate number={paper.certificate} name={name} />;
    case 'commitment':
      return <>{waysText.committed}</>;
    case 'deficiency':
      return <>{waysText.putOff(dayInSentence(paper.dueOn))}</>;
    default:
      return paper satisfies never;
  }
}

/** Many are the identity number itself, so it is covered like one. */
function Certificate({ number, name }: { number: string; name: string }) {
  return number === '' ? (
    <>{waysText.certificateMissing(name)}</>
  ) : (
    <>
      {waysText.certificate}{' '}
      <MaskedNumber
        masked={maskToLastFour(number)}
        whole={groupFours(number)}
        label={waysText.certificateLabel(name)}
      />
      {waysText.unverified}
    </>
  );
}
