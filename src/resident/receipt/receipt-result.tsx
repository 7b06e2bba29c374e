import type { EventKind } from '../../domain/cases/event.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { ReceiptStatusAnswer } from '../../protocol/receipts.ts';
import { dayInSentence, groupCaseNumber } from '../../text/common.ts';
import {
  residentSteps,
  residentText,
  villageStep,
} from '../../text/resident.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import type { StatusResult } from './ask-status.ts';

/** What came of asking: one sentence, and what to do. */
export function ReceiptResult({ result }: { result: StatusResult }) {
  switch (result.kind) {
    case 'answer':
      return <Answer answer={result.answer} />;
    case 'notFound':
      return (
        <Notice tone="neutral" icon="clock" title={residentText.notFound}>
          <p>{residentText.notFoundNext}</p>
        </Notice>
      );
    case 'unverified':
      return (
        <Notice tone="bad" icon="octagon" title={residentText.unverified}>
          <p>{residentText.unverifiedNext}</p>
        </Notice>
      );
    case 'tooMany':
      return (
        <Notice tone="neutral" icon="pause" title={residentText.tooMany} />
      );
    case 'offline':
      return (
        <Notice tone="neutral" icon="pause" title={residentText.offline}>
          <p>{residentText.offlineNext}</p>
        </Notice>
      );
    case 'portal':
      return (
        <Notice tone="neutral" icon="pause" title={residentText.portal}>
          <p>{residentText.portalNext}</p>
        </Notice>
      );
    case 'unavailable':
      return (
        <Notice tone="neutral" icon="pause" title={residentText.unavailable}>
          <p>{residentText.unavailableNext}</p>
        </Notice>
      );
    default:
      return unreachable(result);
  }
}

function Answer({ answer }: { answer: ReceiptStatusAnswer }) {
  const { status, matterName, stationName, intakeAt, number } = answer;
  const day = intakeAt === null ? '' : dayInSentence(intakeAt);
  return (
    <>
      {status === null ? (
        <Notice
          tone="info"
          icon="check"
          title={residentText.onTheWay(day, stationName ?? residentText.place)}
        >
          <p>{residentText.onTheWayNext}</p>
        </Notice>
      ) : (
        <Notice tone="ok" icon="check" title={residentText.genuine} />
      )}
      <dl class="pairs">
        {matterName !== null && (
          <>
            <dt>{residentText.matter}</dt>
            <dd>{matterName}</dd>
          </>
        )}
        {status !== null && (
          <>
            <dt>{residentText.applicant}</dt>
            <dd>{status.applicantMasked}</dd>
            <dt>{residentText.now}</dt>
            <dd>
              <StatusTag status={status.display} />
              <Deadline status={status} />
            </dd>
          </>
        )}
        {stationName !== null && (
          <>
            <dt>{residentText.village}</dt>
            <dd>{stationName}</dd>
          </>
        )}
        {number !== null && <CaseNumber number={number} />}
      </dl>
      {status !== null && <Steps intakeAt={intakeAt} steps={status.steps} />}
    </>
  );
}

type Status = NonNullable<ReceiptStatusAnswer['status']>;

function Deadline({ status }: { status: Status }) {
  const { display, noticeBy, promisedBy } = status;
  if (display === 'received' && noticeBy !== null) {
    return <p>{residentText.noticeBy(dayInSentence(noticeBy))}</p>;
  }
  const isPromised =
    display === 'accepted' ||
    display === 'acceptedWithDeficiency' ||
    display === 'inDepartment';
  if (isPromised && promisedBy !== null) {
    return <p>{residentText.promisedBy(dayInSentence(promisedBy))}</p>;
  }
  const isTold =
    display === 'correcting' ||
    display === 'rejected' ||
    display === 'notAccepted';
  // Anyone who finds the paper could read it here.
  return isTold ? <p>{residentText.noReason}</p> : null;
}

function CaseNumber({ number }: { number: string }) {
  const { head, lastNine } = groupCaseNumber(number);
  return (
    <>
      <dt>{residentText.number}</dt>
      <dd>
        {head} <strong class="nowrap">{lastNine}</strong>
      </dd>
    </>
  );
}

type StepsProps = { intakeAt: string | null; steps: Status['steps'] };

function Steps({ intakeAt, steps }: StepsProps) {
  const told = steps.flatMap(({ kind, at }) => {
    const word = residentSteps[kind as EventKind];
    return word === undefined ? [] : [{ word, at }];
  });
  const all =
    intakeAt === null ? told : [{ word: villageStep, at: intakeAt }, ...told];
  return (
    <section>
      <h2>{residentText.steps}</h2>
      <ol class="receipt-steps">
        {all.map(({ word, at }, index) => (
          <li
            key={`${word}${at}`}
            aria-current={index === all.length - 1 ? 'step' : undefined}
          >
            <span>{word}</span> <span class="nowrap">{dayInSentence(at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
