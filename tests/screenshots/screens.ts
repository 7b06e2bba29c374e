// Which screens there are, by what the product itself goes by, and which of them a
// window shows: a screen that is added stands in the list without a word here.
import { toChildArray, type ComponentChildren, type VNode } from 'preact';
import { Route } from 'preact-iso';
import { exec } from 'preact-iso/router';
import type { Page } from 'playwright-core';
import type { Cover } from '../../src/counter/counter-app.tsx';
import { STEPS } from '../../src/counter/intake/intake-pages.tsx';
import { Places } from '../../src/counter/places.tsx';
import type { CaseSheet, DraftPurpose } from '../../src/device/device-api.ts';
import { readRoute, type Route as Console } from '../../src/review/route.ts';
import { surfaceOf } from '../../src/surface.ts';
import { supplementText } from '../../src/text/case-acts.ts';
import { common } from '../../src/text/common.ts';
import { unlockText } from '../../src/text/counter.ts';
import { correctionText } from '../../src/text/intake.ts';
import { consoleText, signInText } from '../../src/text/review.ts';
import { brokenText, lostText, tooNewText } from '../../src/text/trouble.ts';

const INTAKE = '/intake/:draftId/:step?';
const SHEET = '/print/:caseId/:sheet';
const NOT_FOUND = 'not found';
/** Addresses of the counter; what has none of them is not found. */
const ADDRESSES = pathsIn(Places());

/** What the screens without an address say first. */
const COVERS = {
  opening: unlockText.place,
  broken: brokenText.title,
  lost: lostText.title,
  tooNew: tooNewText.title,
  locked: unlockText.title,
  elsewhere: common.openElsewhere,
} satisfies Record<Cover | 'elsewhere', string>;

/** A draft of these kinds is one page beside the steps, with its title. */
const PURPOSES = {
  submit: undefined,
  answerCorrection: correctionText.title,
  supplement: supplementText.retakeTitle,
} satisfies Record<DraftPurpose['kind'], string | undefined>;

/** The receipt has an address of its own. */
const SHEETS = {
  application: true,
  correction: true,
  mandate: true,
  originals: true,
  promise: true,
} satisfies Record<
  Exclude<CaseSheet, 'receipt' | `promise:${string}`> | 'promise',
  true
>;

const CONSOLE = {
  worklist: true,
  case: true,
  held: true,
  refused: true,
  imports: true,
  results: true,
  devices: true,
  requests: true,
  audit: true,
  back: true,
  unknown: true,
} satisfies Record<Console['page'], true>;

const CONSOLE_COVERS = {
  signIn: signInText.title,
  unreachable: consoleText.title(null),
};

export const SCREENS: readonly string[] = [
  ...ADDRESSES.filter((path) => path !== INTAKE && path !== SHEET),
  ...Object.keys(COVERS),
  ...[...STEPS.keys()].map((step) => `intake ${step ?? 'list'}`),
  ...Object.entries(PURPOSES).flatMap(([kind, title]) =>
    title === undefined ? [] : [`intake ${kind}`],
  ),
  ...Object.keys(SHEETS).map((sheet) => `sheet ${sheet}`),
  ...[...Object.keys(CONSOLE), ...Object.keys(CONSOLE_COVERS)].map(
    (page) => `console ${page}`,
  ),
  'resident',
];

/** The one that stands in the window, by its name in SCREENS; a sheet also stands in its step. */
export async function screensOf(page: Page): Promise<string[]> {
  const { pathname, hash, searchParams } = new URL(page.url());
  const title = await page.evaluate(() =>
    (document.querySelector('h1') ?? document.body).innerText.trim(),
  );
  const surface = surfaceOf(pathname);
  if (surface === 'resident') return ['resident'];
  if (surface === 'review') {
    const cover = nameOf(CONSOLE_COVERS, title);
    return [`console ${cover ?? readRoute(hash).page}`];
  }
  const cover = nameOf(COVERS, title);
  if (cover !== undefined) return [cover];
  const address = ADDRESSES.find((path) => match(pathname, path) !== undefined);
  if (address === INTAKE) {
    const purpose = nameOf(PURPOSES, title);
    const step = match(pathname, INTAKE)?.params['step'];
    return [
      `intake ${purpose ?? step ?? 'list'}`,
      ...(step === 'print' ? [sheetName(searchParams.get('of'))] : []),
    ];
  }
  return [
    address === SHEET
      ? sheetName(match(pathname, SHEET)?.params['sheet'])
      : (address ?? NOT_FOUND),
  ];
}

function pathsIn(node: ComponentChildren): string[] {
  return toChildArray(node).flatMap((child) => {
    if (typeof child !== 'object') return [];
    const { props, type } = child as VNode<{ path?: string }>;
    return type === Route ? [props.path ?? NOT_FOUND] : pathsIn(props.children);
  });
}

function match(
  pathname: string,
  path: string,
): { params: Record<string, string> } | undefined {
  return exec(pathname, path);
}

const sheetName = (sheet: string | null | undefined) =>
  `sheet ${sheet?.replace(/:.*/, '')}`;

function nameOf(
  titles: Record<string, string | undefined>,
  title: string,
): string | undefined {
  return Object.keys(titles).find((name) => titles[name] === title);
}
