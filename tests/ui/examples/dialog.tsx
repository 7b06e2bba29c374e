import { Dialog } from '../../../src/ui/dialog/dialog.tsx';
import type { Example } from './example.ts';

type Endings = { onConfirm: () => void; onCancel: () => void };

/** A question before something that cannot be undone. */
export const WithdrawDialog = (endings: Endings) => (
  <Dialog
    title="撤回向某英的高龄津贴？"
    confirmLabel="撤回这件"
    cancelLabel="不撤"
    dangerous
    {...endings}
  >
    <p>撤回后要重新收件。</p>
  </Dialog>
);

const stays: Endings = { onConfirm: () => {}, onCancel: () => {} };

export const dialogExamples: Example[] = [
  {
    name: 'dangerous',
    draw: () => <WithdrawDialog {...stays} />,
    isAlone: true,
  },
  {
    name: 'ordinary, without a text',
    draw: () => (
      <Dialog
        title="换成另一个村？"
        confirmLabel="换"
        cancelLabel="不换"
        {...stays}
      />
    ),
    isAlone: true,
  },
];
