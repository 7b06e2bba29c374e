import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../../ui/icon/icon.tsx';

type FoldProps = {
  label: string;
  /** Something in it is answered: it stands open, and stays so. */
  isOpen: boolean;
  children: ComponentChildren;
};

/** What may be left out stands folded, and never hides what was filled in. */
export function Fold({ label, isOpen, children }: FoldProps) {
  const opensFilled = useRef(isOpen);
  opensFilled.current ||= isOpen;
  return (
    <details class="fold" open={opensFilled.current}>
      <summary>
        <Icon name="chevron" />
        {label}
      </summary>
      <div class="stack">{children}</div>
    </details>
  );
}
