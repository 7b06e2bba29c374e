import type { CaseView } from '../../device/device-api.ts';
import type { PaperCheck } from '../../domain/cases/paper-checks.ts';
import { maskToLastFour } from '../../domain/rules/mask.ts';
import { dayInSentence, groupFours } from '../../text/common.ts';
import { checkText } from '../../text/intake.ts';
import { waysText } from '../../text/ways.ts';
import { MaskedNumber } from '../../ui/field/masked-number.tsx';

type HandedInProps = {
  paper: CaseView['papers'][number];
  name: string;
  /** What was found of it since; absent: nothing yet. */
  check?: PaperCheck | undefined;
};

/** How one paper was handed in, as it is read back and kept with the case. */
export function HandedIn({ paper, name, check }: HandedInProps) {
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
      return (
        <Certificate number={paper.certificate} name={name} check={check} />
      );
    case 'commitment':
      return <>{waysText.committed}</>;
    case 'deficiency':
      return <>{waysText.putOff(dayInSentence(paper.dueOn))}</>;
    default:
      return paper satisfies never;
  }
}

type CertificateProps = Pick<HandedInProps, 'name' | 'check'> & {
  number: string;
};

/** Many are the identity number itself, so it is covered like one. */
function Certificate({ number, name, check }: CertificateProps) {
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
      {stateOf(check)}
    </>
  );
}

function stateOf(check: PaperCheck | undefined): string {
  const { unverified, verified } = waysText;
  if (check === undefined || !(check.found in verified)) return unverified;
  const found = check.found as keyof typeof verified;
  return verified[found](dayInSentence(check.at));
}
