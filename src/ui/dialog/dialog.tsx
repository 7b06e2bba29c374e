import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import { useStepBack } from './use-step-back.ts';
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
  const ending = useRef<Ending>('cancel');
  const goBack = useStepBack(() => {
    if (ending.current === 'confirm') props.onConfirm();
    else props.onCancel();
  });

  // In the picture in which it comes, and not behind it.
  useLayoutEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    harmless.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const end = (how: Ending) => {
    ending.current = how;
    goBack();
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
