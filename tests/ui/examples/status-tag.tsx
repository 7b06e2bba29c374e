import { DISPLAY_STATUSES } from '../../../src/domain/cases/display-status.ts';
import {
  materialWords,
  type MaterialStatus,
} from '../../../src/text/status.ts';
import {
  MaterialTag,
  StatusTag,
} from '../../../src/ui/status-tag/status-tag.tsx';
import type { Example } from './example.ts';

const materials: Record<MaterialStatus, string> = {
  missing: materialWords.missing(),
  optional: materialWords.optional(),
  seen: materialWords.seen(),
  photographed: materialWords.photographed({ pages: 2 }),
  certificateUnverified: materialWords.certificateUnverified(),
  certificateVerified: materialWords.certificateVerified(),
  commitmentUnsigned: materialWords.commitmentUnsigned(),
  committed: materialWords.committed(),
  deficient: materialWords.deficient({ dueOn: '12月10日' }),
  generated: materialWords.generated(),
  notNeeded: materialWords.notNeeded(),
  uploading: materialWords.uploading({ percent: 40 }),
  uploaded: materialWords.uploaded(),
  retake: materialWords.retake(),
  originalHeld: materialWords.originalHeld(),
};

/** Every word of a case. */
export const caseTagExamples: Example[] = DISPLAY_STATUSES.map((status) => ({
  name: status,
  draw: () => <StatusTag status={status} />,
}));

export const statusTagExamples: Example[] = [
  ...caseTagExamples,
  {
    name: 'with an unsent later operation',
    draw: () => <StatusTag status="correcting" unsentOperations={1} />,
  },
  {
    name: 'exported to a stick',
    draw: () => <StatusTag status="saved" exportedOn="11月25日" />,
  },
  ...Object.entries(materials).map(([status, word]) => ({
    name: `paper: ${status}`,
    draw: () => <MaterialTag status={status as MaterialStatus} word={word} />,
  })),
];
