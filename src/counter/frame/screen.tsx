import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { frameText } from '../../text/counter.ts';
import { Button } from '../../ui/button/button.tsx';
import { isComposing } from '../../ui/field/composing.ts';
import { Page } from '../../ui/page/page.tsx';
import { stripLine } from '../../ui/strip/strip-line.ts';
import { Strip } from '../../ui/strip/strip.tsx';
import { deviceState } from '../device.ts';
import { Nav } from './nav.tsx';
import { paths, useBack } from './navigation.ts';
import { stripFacts } from './strip-facts.ts';
import './frame.css';

export type PrimaryAct = {
  label: ComponentChildren;
  /** Goes somewhere or does something; one of the two. */
  href?: string;
  onPress?: () => void;
  /** The verb shown while it works. */
  busy?: string | undefined;
};

type ScreenProps = {
  title: string;
  subject?: string | undefined;
  /** document.title, without any person: see Page. */
  tabTitle?: string | undefined;
  /** Where the way back leads when the app was opened here; absent: no way back. */
  back?: string;
  primary?: PrimaryAct | undefined;
  /** Further acts under the primary, in its bar. */
  beside?: ComponentChildren;
  nav?: boolean;
  aside?: ComponentChildren;
  textSize?: 'both' | 'larger' | 'none';
  hasErrors?: boolean;
  focusTitle?: boolean;
  /** The right slot of the strip is the autosave. */
  inDraft?: boolean;
  /** Unlock and set-up show the strip below their own head, or not at all. */
  strip?: boolean;
  pageKey?: string;
  children: ComponentChildren;
};

/** The frame of each counter screen: strip, way back, primary act, keys, help. */
export function Screen(props: ScreenProps) {
  const { primary, back, strip = true, inDraft = false } = props;
  const goBack = useBack(back ?? paths.home);
  useKeys(primary, back === undefined ? undefined : goBack);
  const station = deviceState.value?.station ?? null;
  const phone = station?.phone ?? undefined;
  return (
    <Page
      title={props.title}
      subject={props.subject}
      tabTitle={props.tabTitle}
      focusTitle={props.focusTitle ?? true}
      hasErrors={props.hasErrors ?? false}
      textSize={props.textSize ?? 'larger'}
      {...(props.pageKey !== undefined && { pageKey: props.pageKey })}
      {...(back !== undefined && { back: { onBack: goBack } })}
      {...(strip && {
        strip: (
          <Strip line={stripLine(stripFacts({ inDraft }))} href={paths.send} />
        ),
      })}
      {...(props.nav === true && { nav: <Nav /> })}
      {...(props.aside !== undefined && { aside: props.aside })}
      {...(primary !== undefined && {
        primary: <Primary act={primary} beside={props.beside} />,
      })}
      townshipPhone={phone}
    >
      {props.children}
      {station !== null && phone === undefined && (
        <p class="hint screen-only">
          {frameText.askTownshipByName(station.townName)}
        </p>
      )}
    </Page>
  );
}

function Primary(props: { act: PrimaryAct; beside: ComponentChildren }) {
  const { label, href, onPress, busy } = props.act;
  return (
    <>
      <Button
        kind="primary"
        {...(href !== undefined && { href })}
        {...(onPress !== undefined && { onPress })}
        busy={busy}
      >
        {label}
      </Button>
      {props.beside}
    </>
  );
}

/** Ctrl+Enter does the primary act, Esc goes back, `/` goes to the search. */
function useKeys(primary: PrimaryAct | undefined, goBack?: () => void): void {
  const { route } = useLocation();
  const latest = useRef({ primary, goBack, route });
  latest.current = { primary, goBack, route };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || hasDialog()) return;
      const { primary, goBack, route } = latest.current;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        if (primary === undefined || primary.busy !== undefined) return;
        event.preventDefault();
        // Leaving the field hands its text on before the act.
        if (document.activeElement instanceof HTMLElement) {
          document.activeElement.blur();
        }
        if (primary.onPress) primary.onPress();
        else if (primary.href !== undefined) route(primary.href);
      } else if (event.key === 'Escape') {
        goBack?.();
      } else if (event.key === '/' && !isTyping()) {
        const search = document.querySelector<HTMLElement>('[type=search]');
        event.preventDefault();
        if (search) search.focus();
        else route(paths.find);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

const hasDialog = () => document.querySelector('dialog[open]') !== null;

function isTyping(): boolean {
  const element = document.activeElement;
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement &&
      element.type !== 'radio' &&
      element.type !== 'checkbox')
  );
}
