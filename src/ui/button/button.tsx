import type { ComponentChildren, Ref } from 'preact';
import './button.css';

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'plain';

type ButtonProps = {
  kind?: ButtonKind;
  children: ComponentChildren;
  onPress?: () => void;
  /** Draws a link that looks like a button: for going somewhere, not for doing something. */
  href?: string;
  submit?: boolean;
  /** The verb shown while the work runs (from src/text). Presses are ignored meanwhile. */
  busy?: string | undefined;
  pressed?: boolean;
  /** A longer name for screen readers, beginning with the visible label. */
  label?: string;
  describedBy?: string;
  buttonRef?: Ref<HTMLButtonElement>;
};

/**
 * The one button. It has no disabled state on purpose: pressed too early it is the page's part to
 * say what is missing.
 */
export function Button(props: ButtonProps) {
  const { kind = 'secondary', children, onPress, href, busy, label } = props;
  const className = kind === 'secondary' ? 'button' : `button button-${kind}`;
  if (href !== undefined) {
    return (
      <a class={className} href={href} aria-label={label} onClick={onPress}>
        {children}
      </a>
    );
  }
  return (
    <button
      ref={props.buttonRef ?? null}
      type={props.submit === true ? 'submit' : 'button'}
      class={className}
      aria-label={label}
      aria-pressed={props.pressed}
      aria-busy={busy !== undefined}
      aria-describedby={props.describedBy}
      onClick={(event) => {
        if (busy !== undefined) {
          event.preventDefault();
          return;
        }
        onPress?.();
      }}
    >
      {busy ?? children}
    </button>
  );
}
