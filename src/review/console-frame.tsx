import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { keysText } from '../text/review-keys.ts';
import { KeysSheet } from './keys/keys-sheet.tsx';
import { useKeys } from './use-keys.ts';
import { consoleText } from '../text/review.ts';
import { importsText } from '../text/review-imports.ts';
import { Button } from '../ui/button/button.tsx';
import { TextSize } from '../ui/text-size/text-size.tsx';
import { forget, useReview } from './review-context.ts';
import { hrefs, type Route } from './route.ts';
import './console.css';

type FrameProps = {
  title: string;
  /** document.title, without any person; browsers keep it on the disk. */
  tabTitle?: string;
  page: Route['page'];
  /** Fills the window's height; its panes scroll, not the page. */
  isWorkbench?: boolean;
  /** The page sets focus itself, or keeps it. */
  keepFocus?: boolean;
  children: ComponentChildren;
};

const links = [
  { page: 'worklist', href: hrefs.worklist, word: consoleText.worklist },
  { page: 'held', href: hrefs.held, word: consoleText.held },
  { page: 'refused', href: hrefs.refused, word: consoleText.refused },
  { page: 'imports', href: hrefs.imports, word: importsText.title },
] as const;

/** Head and main part of every page of the console. */
export function ConsoleFrame(props: FrameProps) {
  const { title, page, isWorkbench = false, keepFocus = false } = props;
  const { tabTitle = title } = props;
  const review = useReview();
  const { staff, client } = review;
  const heading = useRef<HTMLHeadingElement>(null);
  const person = staff.value;
  useEffect(() => {
    document.title = `${tabTitle} · ${consoleText.platform}`;
  }, [tabTitle]);
  useEffect(() => {
    if (!keepFocus) heading.current?.focus({ preventScroll: true });
  }, [page]);
  const [showsKeys, setShowsKeys] = useState(false);
  useKeys({ '?': () => setShowsKeys(true) });
  const signOut = async () => {
    const answer = await client.signOut();
    if (!answer.ok && answer.code !== 'unauthorized') return;
    forget(review);
    staff.value = null;
  };
  return (
    <div class={isWorkbench ? 'console console-workbench' : 'console'}>
      <header class="console-head">
        <span class="console-name">{consoleText.platform}</span>
        <nav aria-label={consoleText.pages} class="console-nav">
          {links.map((link) => (
            <a
              key={link.page}
              class="console-tab"
              href={link.href}
              aria-current={link.page === page ? 'page' : undefined}
            >
              {link.word}
            </a>
          ))}
        </nav>
        <div class="console-person">
          {person && (
            <>
              <span>{person.name}</span>
              <span class="hint">
                {person.townName} {consoleText.roles[person.role]}
              </span>
              <Button onPress={() => void signOut()}>
                {consoleText.signOut}
              </Button>
            </>
          )}
          <Button
            label={`? ${keysText.open}`}
            onPress={() => setShowsKeys(true)}
          >
            ?
          </Button>
          <TextSize />
        </div>
      </header>
      <main class="console-main">
        <h1 tabIndex={-1} ref={heading} class="console-title">
          {title}
        </h1>
        {props.children}
      </main>
      {showsKeys && <KeysSheet onClose={() => setShowsKeys(false)} />}
    </div>
  );
}
