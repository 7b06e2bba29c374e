import type { ComponentChildren } from 'preact';
import './file-button.css';

type FileButtonProps = {
  children: ComponentChildren;
  /** A longer name for screen readers, beginning with the visible label. */
  label?: string;
  accept?: string;
  /** Opens the rear camera where the device has one. */
  camera?: boolean;
  /** The verb shown while a chosen file is worked on; choosing waits meanwhile. */
  busy?: string | undefined;
  onFile: (file: File) => void;
};

/**
 * A file input that looks like a button and is one target: the input lies over
 * it, so that keyboard, screen reader and a finger all meet the real thing.
 */
export function FileButton(props: FileButtonProps) {
  const { accept, label, busy, camera = false } = props;
  return (
    <label class="button file-button" aria-busy={busy !== undefined}>
      <input
        type="file"
        {...(accept !== undefined && { accept })}
        {...(camera && { capture: 'environment' as const })}
        aria-label={label}
        onClick={(event) => {
          if (busy !== undefined) event.preventDefault();
        }}
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          // The same file may be chosen again after a failure.
          if (file) props.onFile(file);
          input.value = '';
        }}
      />
      {busy ?? props.children}
    </label>
  );
}
