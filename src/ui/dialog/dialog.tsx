import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import './dialog.css';

type DialogProps = {
  /** Names the object and the effect. */
  title: string;
  children?: ComponentChildren;
  /** Verb buttons: what happens, and what does not. */
  confirmLabel: string;
  cancelLabel: string;
  onConfirm: () => void;
  onCancel: () => void;
  /** Draws the act as rare or dangerous. */
  dangerous?: boolean;
};

type Ending = 'confirm' | 'cancel';
const HISTORY_MARK = 'dialogOpen';

/**
 * The one question before something that cannot be undone. Draw it while it is open. Focus begins
 * on the harmless button; Esc and the phone's back button close it. Every way out goes through the
 * history entry that the dialog laid, so that back never leaves the page by surprise and an act
 * that navigates starts from a clean history.
 */
export function Dialog(props: DialogProps) {
  const titleId = useId();
  const element = useRef<HTMLDialogElement>(null);
  const harmless = useRef<HTMLButtonElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const ending = useRef<Ending>('cancel');

  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    harmless.current?.focus();
    history.pushState({ [HISTORY_MARK]: true }, '');
    let isOver = false;
    const onBack = () => {
      isOver = true;
      if (ending.current === 'confirm') latest.current.onConfirm();
      else latest.current.onCancel();
    };
    addEventListener('popstate', onBack, { once: true });
    return () => {
      removeEventListener('popstate', onBack);
      if (!isOver && isMarked()) history.back();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const end = (how: Ending) => {
    ending.current = how;
    if (isMarked()) history.back();
  };
  return (
    <dialog
      class="dialog"
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        end('cancel');
      }}
      // A second Esc in a row closes a dialog without asking it.
      onClose={() => end('cancel')}
    >
      <h2 id={titleId}>{props.title}</h2>
      {props.children}
      <div class="dialog-buttons">
        <Button buttonRef={harmless} onPress={() => end('cancel')}>
          {props.cancelLabel}
        </Button>
        <Button
          kind={props.dangerous === true ? 'danger' : 'primary'}
          onPress={() => end('confirm')}
        >
          {props.confirmLabel}
        </Button>
      </div>
    </dialog>
  );
}

function isMarked(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && HISTORY_MARK in state;
}
