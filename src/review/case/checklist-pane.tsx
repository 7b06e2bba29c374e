import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import {
  dayInSentence,
  groupFours,
  momentInSentence,
} from '../../text/common.ts';
import { caseText } from '../../text/review.ts';
import { materialWords, type MaterialStatus } from '../../text/status.ts';
import { waysText } from '../../text/ways.ts';
import { MaterialTag } from '../../ui/status-tag/status-tag.tsx';
import type { ChecklistItem } from './checklist.ts';
import { Checks } from './checks.tsx';
import type { UseDraft } from './use-draft.ts';
import { Deadlines } from './deadlines.tsx';
import { Findings } from './findings.tsx';
import { History } from './history.tsx';
import { JointOpinions } from './joint-opinions.tsx';
import { maskedText } from './masked-text.ts';
import { findUnhanded } from './what-is-missing.ts';

type ChecklistProps = {
  detail: CaseDetail;
  matter: Matter | null;
  seenThrough: number | null;
  checks: readonly ChecklistItem[];
  useDraft: UseDraft;
};

/** Right: until when, what was found, every paper and how it stands, what has happened so far. */
export function ChecklistPane(props: ChecklistProps) {
  const { detail, matter, seenThrough, checks, useDraft } = props;
  const unhanded = matter === null ? [] : findUnhanded(detail, matter);
  const count = detail.papers.length + unhanded.length;
  return (
    <>
      <Deadlines detail={detail} />
      <JointOpinions detail={detail} />
      <Findings detail={detail} matter={matter} />
      <Checks items={checks} useDraft={useDraft} />
      <section class="case-section">
        <h3>{caseText.papersTitle(count)}</h3>
        <ul class="case-papers">
          {detail.papers.map((paper, index) => (
            <li key={`${paper.paperId} ${index}`}>
              <span>{paper.paperName}</span>
              <PaperTag
                paper={paper}
                hasOriginal={isToBeSeen(matter, paper.paperId)}
              />
            </li>
          ))}
          {unhanded.map(({ id, name }) => (
            <li key={id}>
              <span>{name}</span>
              <MaterialTag status="missing" word={materialWords.missing()} />
            </li>
          ))}
        </ul>
      </section>
      <History events={detail.events} seenThrough={seenThrough} />
    </>
  );
}

type Paper = CaseDetail['papers'][number];

/** Whether the original is looked at where the paper is handed in. */
function isToBeSeen(matter: Matter | null, paperId: string): boolean {
  return (
    matter?.materials.find(({ id }) => id === paperId)?.handling === 'view'
  );
}

function PaperTag(props: { paper: Paper; hasOriginal: boolean }) {
  const { paper, hasOriginal } = props;
  const { status, word } = paperStatus(paper);
  return (
    <span class="case-paper-state">
      <MaterialTag status={status} word={word} />
      {notesOf(paper, hasOriginal).map((note) => (
        <span key={note} class="hint">
          {note}
        </span>
      ))}
    </span>
  );
}

/** What makes this paper more, or less, than a mere picture of it. */
function notesOf(paper: Paper, hasOriginal: boolean): string[] {
  const { how, seenAt, seenBy, certificate, dueOn, takenFrom, check } = paper;
  return [
    how === 'seen' && seenAt !== null && dayInSentence(seenAt),
    how === 'photo' &&
      seenAt !== null &&
      waysText.originalSeen(momentInSentence(seenAt), seenBy ?? ''),
    how === 'photo' && seenAt === null && hasOriginal && caseText.plainCopy,
    takenFrom !== null &&
      caseText.takenFrom(
        dayInSentence(takenFrom.takenInAt, { withYear: true }),
        takenFrom.number.slice(-9),
      ),
    certificate !== null &&
      (maskedText(certificate) ?? groupFours(certificate)),
    how === 'commitment' && caseText.commitmentSigned,
    check !== null && caseText.found[check.found](dayInSentence(check.at)),
    check !== null && check.note !== '' && check.note,
    dueOn !== null && waysText.putOff(dayInSentence(dueOn)),
  ].filter((note) => note !== false);
}

function paperStatus({ how, pages, dueOn, check }: Paper): {
  status: MaterialStatus;
  word: string;
} {
  switch (how) {
    case 'photo': {
      const arrived = pages.filter((page) => page.arrived).length;
      if (arrived === pages.length) {
        return { status: 'uploaded', word: materialWords.uploaded() };
      }
      const percent = Math.floor((arrived / pages.length) * 100);
      return {
        status: 'uploading',
        word: materialWords.uploading({ percent }),
      };
    }
    case 'seen':
      return { status: 'seen', word: materialWords.seen() };
    case 'generated':
      return { status: 'generated', word: materialWords.generated() };
    case 'eCert':
      return check?.found === 'ok'
        ? {
            status: 'certificateVerified',
            word: materialWords.certificateVerified(),
          }
        : {
            status: 'certificateUnverified',
            word: materialWords.certificateUnverified(),
          };
    case 'commitment':
      return { status: 'committed', word: materialWords.committed() };
    case 'deficiency':
      return {
        status: 'deficient',
        word:
          dueOn === null
            ? caseText.deficient
            : materialWords.deficient({ dueOn: dayInSentence(dueOn) }),
      };
    default:
      return unreachable(how);
  }
}
