import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { common } from '../../text/common.ts';
import { Icon } from '../icon/icon.tsx';
import { TextSize } from '../text-size/text-size.tsx';
import { useKeyboardOpen } from './keyboard-open.ts';
import './page.css';

type PageProps = {
  /** What the page is: the h1. */
  title: string;
  /** The matter or person it is about, beside the way back. */
  subject?: string | undefined;
  /**
   * document.title, where it differs from the h1. Browsers keep it on the disk, in
   * history and session files: it never names a person.
   */
  tabTitle?: string | undefined;
  strip?: ComponentChildren;
  /** The way back: a link (a step is a URL), or an act; with the name of where it leads. */
  back?:
    { href: string; label?: string } | { onBack: () => void; label?: string };
  /** `none` where the page places its own A- A+. */
  textSize?: 'both' | 'larger' | 'none';
  /** The one primary button, in reach of a thumb. */
  primary?: ComponentChildren;
  /** Home, cases, residents, more: bar at the bottom, rail at the left from 960 px. */
  nav?: ComponentChildren;
  /** Beside the form where there is room, else below it: the handbook's lines. */
  aside?: ComponentChildren;
  /** Phone of the township; always the last line. */
  townshipPhone?: string | undefined;
  /** Puts the word for errors at the beginning of the title. */
  hasErrors?: boolean;
  /** When it changes the page counts as a new one and the h1 takes focus again. */
  pageKey?: string;
  /** False where something else must have focus at once (a dialog page, an error summary). */
  focusTitle?: boolean;
  children: ComponentChildren;
};

/** The frame of every screen of counter and resident. */
export function Page(props: PageProps) {
  const { title, subject, back, textSize = 'both', focusTitle = true } = props;
  const { tabTitle = title } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = props.hasErrors ? common.hasErrors + tabTitle : tabTitle;
  }, [tabTitle, props.hasErrors]);
  useEffect(() => {
    // A page opens at its top; where the browser restores a place, it does so after this.
    if (focusTitle) heading.current?.focus({ preventScroll: true });
  }, [props.pageKey, focusTitle]);
  const isWide = Boolean(props.nav) || Boolean(props.aside);
  const className = `page${isWide ? ' page-wide' : ''}${props.nav ? ' page-with-nav' : ''}`;
  return (
    <div class={className}>
      {props.strip}
      {props.nav && <div class="page-nav screen-only">{props.nav}</div>}
      <main class="page-main">
        <header class="page-head">
          {(back || textSize !== 'none') && (
            <div class="page-tools screen-only">
              {back && <Back back={back} />}
              {subject !== undefined && (
                <span class="page-subject">{subject}</span>
              )}
              {textSize !== 'none' && (
                <TextSize onlyLarger={textSize === 'larger'} />
              )}
            </div>
          )}
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
        </header>
        {props.children}
        {props.aside && <div class="page-aside">{props.aside}</div>}
        {props.primary && <Primary>{props.primary}</Primary>}
        {props.townshipPhone !== undefined && (
          <p class="page-help screen-only">
            <a href={`tel:${props.townshipPhone}`}>
              {common.askTownship}{' '}
              <span class="nowrap">{props.townshipPhone}</span>
            </a>
          </p>
        )}
      </main>
    </div>
  );
}

function Back({ back }: { back: NonNullable<PageProps['back']> }) {
  const label = back.label ?? common.back;
  const inside = (
    <>
      <Icon name="chevron" flipped />
      {label}
    </>
  );
  return 'href' in back ? (
    <a class="page-back" href={back.href}>
      {inside}
    </a>
  ) : (
    <button type="button" class="page-back" onClick={back.onBack}>
      {inside}
    </button>
  );
}

/** A bar that takes more than this share of the height scrolls away with the page. */
const GREATEST_SHARE = 0.3;

/**
 * The bar with the primary button. It lets go of the bottom edge while the keyboard is open, so
 * that it never covers the field being typed in.
 */
function Primary({ children }: { children: ComponentChildren }) {
  const bar = useRef<HTMLDivElement>(null);
  const isKeyboardOpen = useKeyboardOpen();
  const [isTall, setTall] = useState(false);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const element = bar.current;
    if (element === null) return undefined;
    let stopWatching = () => {};
    const observer = new ResizeObserver(() => {
      setTall(element.offsetHeight > window.innerHeight * GREATEST_SHARE);
      stopWatching();
      stopWatching = watchEdge(element, setOver);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      stopWatching();
    };
  }, []);
  const isStuck = !isKeyboardOpen && !isTall;
  return (
    <div
      ref={bar}
      class={[
        'page-primary screen-only',
        ...(isStuck ? ['page-primary-stuck'] : []),
        ...(isOver ? ['page-primary-over'] : []),
      ].join(' ')}
    >
      {children}
    </div>
  );
}

/**
 * Tells whether the bar stands at the edge that it sticks to, so that the page goes on
 * beneath it; gives the function that ends it.
 */
function watchEdge(bar: Element, tell: (isOver: boolean) => void): () => void {
  const edge = Number.parseFloat(getComputedStyle(bar).bottom) || 0;
  const observer = new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      if (last !== undefined) tell(last.intersectionRatio < 1);
    },
    // One pixel above the edge: what stands at it is not whole.
    { threshold: 1, rootMargin: `0px 0px ${-edge - 1}px` },
  );
  observer.observe(bar);
  return () => observer.disconnect();
}
