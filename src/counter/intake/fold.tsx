import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../../ui/icon/icon.tsx';

type FoldProps = {
  label: string;
  hint?: string;
  /** Something in it is answered: it stands open from the start. */
  isOpen: boolean;
  children: ComponentChildren;
};

/** What may be left out stands folded, and never hides what was filled in. */
export function Fold({ label, hint, isOpen, children }: FoldProps) {
  const [opensFilled] = useState(isOpen);
  return (
    <details class="fold" open={opensFilled}>
      <summary>
        <Icon name="chevron" />
        {label}
      </summary>
      <div class="stack">
        {hint !== undefined && <p class="hint">{hint}</p>}
        {children}
      </div>
    </details>
  );
}
