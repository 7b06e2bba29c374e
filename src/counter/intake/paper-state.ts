// How one paper of a draft stands: whether it is there, and in which words.
import type { DraftPaper, PageView } from '../../device/device-api.ts';
import { isDueInTime } from '../../domain/rules/ways-of-paper.ts';
import type { Material } from '../../domain/catalogue/form-schema.ts';
import { dayInSentence, momentInSentence, size } from '../../text/common.ts';
import { checkText } from '../../text/intake.ts';
import {
  materialSentences,
  materialWords,
  type MaterialStatus,
} from '../../text/status.ts';
import { waysText } from '../../text/ways.ts';
import { today } from '../frame/clock.ts';
import type { Intake } from './intake.ts';

/** What is promised is there; that it is signed is asked where all is signed. */
export function isThere(paper: DraftPaper): boolean {
  switch (paper.how) {
    case 'photo':
      return arePagesWhole(paper.pages);
    case 'eCert':
      return paper.certificate !== '';
    case 'deficiency':
      return isDayRight(paper);
    case 'seen':
    case 'commitment':
      return true;
    default:
      return paper satisfies never;
  }
}

/** Of what was sent already no other day is known. */
export function isDayRight(paper: DraftPaper & { how: 'deficiency' }): boolean {
  const { dueOn, latest = { date: dueOn, provisional: false } } = paper;
  return isDueInTime({ dueOn, latest }, today());
}

/** A page that cannot be read here is no page: it would never be sent. */
function arePagesWhole(pages: readonly PageView[]): boolean {
  return pages.length > 0 && pages.every(({ state }) => state !== 'damaged');
}

/** What is missing of it, as the summary and its own row say it. */
export function missingSentence(
  { draft }: Pick<Intake, 'draft'>,
  { id, name }: Pick<Material, 'id' | 'name'>,
): string {
  const paper = draft.papers.find(({ paperId }) => paperId === id);
  if (paper?.how === 'eCert') return waysText.certificateMissing(name);
  if (paper?.how === 'deficiency') {
    const { date } = paper.latest ?? { date: paper.dueOn };
    return waysText.dayWrong(name, dayInSentence(date));
  }
  return checkText.paperMissing(name);
}

type State = { status: MaterialStatus; word: string; sentence: string };

/** The word of its tag, and the sentence below; `isAsked`: the rules ask for it. */
export function stateOf(
  { source }: Pick<Material, 'source'>,
  paper: DraftPaper | undefined,
  isAsked: boolean,
): State {
  if (source === 'generated') return plain('generated');
  const missing = plain(isAsked ? 'missing' : 'optional');
  switch (paper?.how) {
    case 'seen':
      return plain('seen');
    case 'photo':
      return paper.pages.length === 0 ? missing : photographed(paper);
    case 'eCert':
      return paper.certificate === ''
        ? missing
        : plain('certificateUnverified');
    case 'commitment':
      return plain(
        paper.signature === null ? 'commitmentUnsigned' : 'committed',
      );
    case 'deficiency': {
      if (!isDayRight(paper)) return missing;
      const dueOn = dayInSentence(paper.dueOn);
      return {
        status: 'deficient',
        word: materialWords.deficient({ dueOn }),
        sentence: materialSentences.deficient({ dueOn }),
      };
    }
    case undefined:
      return missing;
    default:
      return paper satisfies never;
  }
}

function photographed(paper: DraftPaper & { how: 'photo' }): State {
  const { pages, seenAt, seenBy, takenFrom } = paper;
  const where =
    takenFrom === undefined
      ? materialSentences.photographed({
          size: size(pages.reduce((sum, { bytes }) => sum + bytes, 0)),
        })
      : waysText.fromHeld(
          dayInSentence(takenFrom.takenInAt, { withYear: true }),
          takenFrom.number.slice(-9),
        );
  const sentence =
    seenAt === undefined
      ? where
      : `${where} · ${waysText.originalSeen(momentInSentence(seenAt), seenBy ?? '')}`;
  return takenFrom === undefined
    ? {
        status: 'photographed',
        word: materialWords.photographed({ pages: pages.length }),
        sentence,
      }
    : { status: 'uploaded', word: materialWords.uploaded(), sentence };
}

/** Words that hold nothing of the paper itself. */
type PlainStatus =
  | 'missing'
  | 'optional'
  | 'seen'
  | 'certificateUnverified'
  | 'commitmentUnsigned'
  | 'committed'
  | 'generated';

function plain(status: PlainStatus): State {
  return {
    status,
    word: materialWords[status](),
    sentence: materialSentences[status](),
  };
}
