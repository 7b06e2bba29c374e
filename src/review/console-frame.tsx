import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { keysText } from '../text/review-keys.ts';
import { KeysSheet } from './keys/keys-sheet.tsx';
import { useKeys } from './use-keys.ts';
import { consoleText } from '../text/review.ts';
import type { StaffRole } from '../protocol/review.ts';
import { resultsText } from '../text/review-results.ts';
import { auditText, devicesText, requestsText } from '../text/review-trust.ts';
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

type Link = {
  page: Route['page'];
  href: string;
  word: string;
  /** Whose work it is; what others open the platform refuses. */
  roles: readonly StaffRole[];
};

const DECIDING = ['reviewer', 'handler'] as const;
const links: readonly Link[] = [
  {
    page: 'worklist',
    href: hrefs.worklist,
    word: consoleText.worklist,
    roles: [...DECIDING, 'window', 'head'],
  },
  {
    page: 'results',
    href: hrefs.results,
    word: resultsText.title,
    roles: ['reviewer', 'window', 'head'],
  },
  {
    page: 'held',
    href: hrefs.held,
    word: consoleText.held,
    roles: [...DECIDING, 'administrator', 'auditor'],
  },
  {
    page: 'refused',
    href: hrefs.refused,
    word: consoleText.refused,
    roles: [...DECIDING, 'administrator', 'auditor'],
  },
  {
    page: 'imports',
    href: hrefs.imports,
    word: importsText.title,
    roles: ['reviewer', 'window', 'administrator'],
  },
  {
    page: 'devices',
    href: hrefs.devices,
    word: devicesText.title,
    roles: ['reviewer', 'head', 'administrator'],
  },
  {
    page: 'requests',
    href: hrefs.requests,
    word: requestsText.title,
    roles: ['administrator', 'auditor'],
  },
  {
    page: 'audit',
    href: hrefs.audit,
    word: auditText.title,
    roles: [...DECIDING, 'window', 'head', 'administrator', 'auditor'],
  },
];

/** Where somebody begins: what he does most. */
export function homeOf(role: StaffRole): Route['page'] {
  return links.find(({ roles }) => roles.includes(role))?.page ?? 'worklist';
}

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
          {links
            .filter(({ roles }) => person && roles.includes(person.role))
            .map((link) => (
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
