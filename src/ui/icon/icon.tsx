import { iconPaths, type IconName } from './icon-paths.ts';
import './icon.css';

type IconProps = {
  name: IconName;
  /** Turns the chevron into the mark of a way back. */
  flipped?: boolean;
};

/** A drawing beside a word. It never stands alone and is therefore hidden from screen readers. */
export function Icon({ name, flipped = false }: IconProps) {
  return (
    <svg
      class={flipped ? 'icon icon-flipped' : 'icon'}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
