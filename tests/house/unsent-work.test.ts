// Unsent work has one way out (guarantee 5): src/device/outbox/remove-unsent.ts,
// which needs a person, a reason and a line in the journal. Whoever else writes
// to the rows that hold it is named here, with what he may do.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutComments } from './without-comments.ts';

const source = join(import.meta.dirname, '../../src');

/** `file function method store`: why it takes nothing unsent away. */
const ALLOWED: Record<string, string> = {
  // Adds what did not exist.
  'outbox/append-operation.ts appendOperation add outbox': 'a new operation',
  'outbox/append-operation.ts appendOperation add chain': 'its chain entry',
  'outbox/append-operation.ts appendOperation modify materials':
    'to be sent from now on',
  // Enrolled again: at another place, to be delivered in its former name.
  'outbox/former-queue.ts putAside modify outbox': 'its place, and no more',
  'outbox/former-queue.ts putAside clear chain':
    'the same entries come at once at their other places',
  'outbox/former-queue.ts putAside bulkAdd chain': 'the same entries',
  'materials/save-material.ts saveMaterial put materials': 'a new photograph',
  'materials/save-material.ts saveMaterial put materialBytes': 'its bytes',
  // Moves a state, by the county's word.
  'outbox/settle.ts settle put outbox': 'by an answer of the county',
  'outbox/settle.ts takeFollowers modify outbox': 'into the tray',
  'outbox/settle.ts settleTold put outbox':
    'by the answer to a copy: out of the tray, or what the county says of it',
  'outbox/settle.ts bringBackMaterials modify materials':
    'taken back here, and in effect at the county: to be sent',
  'outbox/settle.ts releaseFollowers put outbox':
    'out of the tray with the one before it, to be sent',
  'sync/apply-control.ts applyOutcome put outbox':
    'a held one, by what a person at the county decided',
  'sync/compare-chain.ts goAgain modify outbox': 'to be sent again',
  'sync/mend-chain.ts mend put chain': 'an entry that was lost, anew',
  'export/export-file.ts confirm modify outbox': 'on which day it was exported',
  'export/keep-answer.ts markSentByStick modify materials':
    'the county has it, by its signed answer',
  'sync/send-copies.ts sendCopies modify outbox':
    'the county was told of the tray',
  'outbox/material-turn.ts sendAgain modify materials': 'wanted again',
  'outbox/material-turn.ts giveTurns modify materials': 'its place in the line',
  'outbox/material-turn.ts putMaterialFirst modify materials':
    'before all others',
  'vault/reseal-rows.ts  update outbox': "the county's reason, sealed anew",
  'sync/upload-one.ts sendFirst update materials': 'an upload has begun',
  'sync/upload-bundle.ts send update materials': 'an upload has begun',
  'sync/upload-materials.ts markSent modify materials': 'the county has it',
  'materials/read-material.ts markDamaged modify materials':
    'what cannot be read is named so',
  // Safe at the county for 7 days (storage/safety-proof.ts).
  'materials/release-materials.ts movePage put materials':
    'how far it is known to be safe, or that its bytes have left',
  'materials/release-materials.ts movePage delete materialBytes':
    'sent, safe, and of a case that waits for nothing',
  'outbox/release-envelopes.ts movePage put outbox':
    'how far it is known to be safe',
  'outbox/release-envelopes.ts movePage put chain':
    'its place stays when its envelope leaves',
  'outbox/release-envelopes.ts movePage delete outbox':
    'applied, or refused and settled by a person; and safe',
  'cases/retire-cases.ts retire bulkDelete materials':
    'ended 30 days ago, all of it released or unreadable',
  'cases/retire-cases.ts retire bulkDelete materialBytes': 'the same',
  'materials/ask-for-sent.ts askForAllSent modify materials':
    'a restored county is asked whether it still has it',
  // Out of the tray: a mended one in its place, or remove-unsent.ts.
  'outbox/needs-attention.ts leaveTray put outbox':
    'the row stays, out of the tray',
  'cases/let-go-of-materials.ts letGoOfMaterials modify materials':
    'what a mended or withdrawn case does not cite, kept 7 days',
  // Never cited by an operation.
  'cases/leave-draft.ts leaveDraft modify materials': 'left over by a draft',
  'cases/submit-bundle.ts finish modify materials': 'its cases have them',
  'cases/act-on-case.ts letGo modify materials': 'of an act that failed',
  'drafts/draft-materials.ts markMaterial put materials': 'of a draft',
  'drafts/tidy-drafts.ts tidyDrafts bulkDelete materials': 'removed 7 days ago',
  'drafts/tidy-drafts.ts tidyDrafts bulkDelete materialBytes':
    'removed 7 days ago',
};

/** Only these may take a row out of the tray, or let go of a case's materials. */
const CALLERS: Record<string, string[]> = {
  leaveTray: [
    'cases/store-operation.ts',
    'cases/send-again.ts',
    'outbox/remove-unsent.ts',
  ],
  letGoOfMaterials: ['cases/store-operation.ts', 'outbox/remove-unsent.ts'],
};

const STORES = 'outbox|materials|materialBytes|chain';
const WRITES = new Set(
  'add bulkAdd put bulkPut upsert update bulkUpdate modify delete bulkDelete clear'.split(
    ' ',
  ),
);
/** Functions that give a collection of one of the stores. */
const COLLECTIONS: Record<string, string> = {
  operationsIn: 'outbox',
  pendingOperations: 'outbox',
  materialsIn: 'materials',
  pendingMaterials: 'materials',
  damagedMaterials: 'materials',
};
/** Ways around Dexie's named tables; none holds unsent work. */
const WAYS_AROUND =
  /\.(objectStore|deleteObjectStore|deleteDatabase|table|storeName)\(|\bdb\.delete\(|\bdb\[|\{[^}]*\b(outbox|materials|materialBytes|chain)\b[^}]*\}\s*=\s*[\w.]*\bdb\b/;
/** Asks a store's schema for an index, and no row. */
const AROUND_ALLOWED: string[] = ['database/has-index.ts'];

describe('guarantee 5: unsent work', () => {
  it('is written to by named functions alone, and removed by one', () => {
    const found = [...new Set(files().flatMap(writesIn))].sort();
    expect(found).toEqual(Object.keys(ALLOWED).sort());
  });

  it('leaves the tray by a mended operation or by the one that removes', () => {
    for (const [name, callers] of Object.entries(CALLERS)) {
      const found = files().filter((file) =>
        new RegExp(`(?<!function )\\b${name}\\(`).test(textOf(file)),
      );
      expect(found.sort(), name).toEqual([...callers].sort());
    }
  });

  it('is reached by the named tables alone', () => {
    const found = files().filter((file) => WAYS_AROUND.test(textOf(file)));
    expect(found).toEqual(AROUND_ALLOWED);
  });

  it('lies in a store that no other room opens', () => {
    const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('device/'))
      // The courier hands the browser's to the device's own code.
      .filter((file) => file !== 'service-worker/service-worker.ts')
      .filter((file) =>
        /indexedDB|['"]dexie['"]/.test(
          withoutComments(file, readFileSync(join(source, file), 'utf8')),
        ),
      );
    expect(found).toEqual([]);
  });

  it('a hidden deletion would be found', () => {
    const code = `export async function tidy(db) {
      await db.outbox
        .where('[state+seq]')
        .between(['attention', 0], ['attention', (1 + 2)])
        .delete();
      await pendingMaterials(db).modify({ state: 'sent' });
    }`;
    expect(writes('x.ts', code)).toEqual([
      'x.ts tidy delete outbox',
      'x.ts tidy modify materials',
    ]);
    expect(WAYS_AROUND.test('const { outbox } = store.db;')).toBe(true);
  });
});

function files(): string[] {
  return readdirSync(join(source, 'device'), {
    recursive: true,
    encoding: 'utf8',
  }).filter((file) => file.endsWith('.ts'));
}

function textOf(file: string): string {
  const path = join(source, 'device', file);
  return withoutComments(file, readFileSync(path, 'utf8'));
}

const writesIn = (file: string) => writes(file, textOf(file));

/** Each write as `file function method store`. */
function writes(file: string, text: string): string[] {
  const starts = new RegExp(
    `\\bdb\\.(${STORES})\\b|\\b(${Object.keys(COLLECTIONS).join('|')})(?=\\()`,
    'g',
  );
  return [...text.matchAll(starts)].flatMap((match) => {
    const [whole, table, collection] = match;
    const store = table ?? COLLECTIONS[collection ?? ''] ?? '';
    return methodsAfter(text, match.index + whole.length)
      .filter((method) => WRITES.has(method))
      .map(
        (method) =>
          `${file} ${functionAt(text, match.index)} ${method} ${store}`,
      );
  });
}

/** Names of the methods chained behind a place, whatever stands in brackets. */
function methodsAfter(text: string, from: number): string[] {
  const methods: string[] = [];
  let at = from;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.charAt(at) === '(') {
      at = afterBrackets(text, at);
      continue;
    }
    const name = /^\??\.\s*(\w+)/.exec(text.slice(at));
    if (name?.[1] === undefined) return methods;
    methods.push(name[1]);
    at += name[0].length;
  }
}

function afterBrackets(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === '(') depth += 1;
    if (text.charAt(at) === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Error('a bracket stays open');
}

/** The function or method in which a place lies. */
function functionAt(text: string, index: number): string {
  const heads =
    /(?:^|\n)(?:export )?(?:async )?function (\w+)|(?:^|\n) {2}(?:async )?#?(\w+)\([^\n]*\{\n/g;
  let name = '';
  for (const head of text.slice(0, index).matchAll(heads))
    name = head[1] ?? head[2] ?? name;
  return name;
}
