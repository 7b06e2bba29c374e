// cases.*, materials.*, outbox.*, sync.*: what the screens follow.
import { actOnCase } from '../cases/act-on-case.ts';
import { caseMaterials } from '../cases/case-content.ts';
import { findCase } from '../cases/find-case.ts';
import { LIST_STORES } from '../cases/list-cases.ts';
import { matchesWish } from '../cases/match-case.ts';
import { mendStep, readStep } from '../cases/mend-step.ts';
import { notePrint } from '../cases/note-print.ts';
import { sendAgain } from '../cases/send-again.ts';
import { ToldCases } from '../cases/told-cases.ts';
import { viewCase } from '../cases/view-case.ts';
import { viewVisit } from '../cases/visit.ts';
import { read } from '../database/write.ts';
import type { DeviceApi } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { beginRepair } from '../drafts/begin-repair.ts';
import { draftMaterials } from '../drafts/draft-content.ts';
import { openDraft } from '../drafts/save-draft.ts';
import { readMaterial } from '../materials/read-material.ts';
import { attempt, done, failed } from '../outcome.ts';
import { openReason } from '../outbox/reason.ts';
import { viewOutbox } from '../outbox/read-outbox.ts';
import { removeUnsent } from '../outbox/remove-unsent.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { MaterialRef } from '../../domain/cases/papers.ts';
import { casesShown } from '../vault/lease.ts';
import { makeWatch } from '../watch.ts';
import { opened, whileOpen, type CallContext } from './call-context.ts';

export function caseCalls(
  context: CallContext,
): Pick<DeviceApi, 'cases' | 'materials' | 'outbox' | 'sync'> {
  const { store, vault, rounds, cases } = context;
  const others = [(listener: () => void) => vault.listen(listener)];
  const { progress } = rounds;
  const told = new ToldCases(context);
  const whenUnderWay = (listener: () => void) => {
    let before = progress.isTextUnderWay;
    return progress.listen(() => {
      if (progress.isTextUnderWay === before) return;
      before = progress.isTextUnderWay;
      listener();
    });
  };
  const ofCases = {
    store,
    stores: LIST_STORES,
    others: [...others, whenUnderWay],
  };
  // With a new catalogue comes a new calendar.
  const ofCase = {
    ...ofCases,
    stores: [...LIST_STORES, 'catalogues'] as const,
  };
  return {
    cases: {
      watch: makeWatch(ofCases, async () => {
        const open = opened(context);
        if (open === undefined) return [];
        const mayShow = await casesShown(open);
        const list = await cases.showNewest(open, progress.isTextUnderWay);
        return list.filter(({ caseId }) => mayShow(caseId));
      }),
      watchList: (wish, callback) => {
        let isWhole = false;
        const whenMoreWasRead = (listener: () => void) =>
          cases.listen(() => {
            if (!isWhole) listener();
          });
        const watched = {
          ...ofCases,
          others: [...ofCases.others, whenMoreWasRead],
        };
        return makeWatch(watched, async () => {
          const open = opened(context);
          if (open === undefined)
            return { wish, lines: [], hasMore: false, isWhole: true };
          const mayShow = await casesShown(open);
          const found = await cases.find(open, progress.isTextUnderWay, {
            matches: (line) => mayShow(line.caseId) && matchesWish(line, wish),
            count: wish.count,
          });
          isWhole = found.isWhole || found.hasMore;
          return { ...found, wish };
        })(callback);
      },
      watchOne: (caseId, callback) =>
        makeWatch(ofCase, async () => {
          const open = opened(context);
          if (open === undefined || !(await casesShown(open))(caseId))
            return null;
          return viewCase(open, caseId, progress.isTextUnderWay);
        })(callback),
      act: (caseId, wish) =>
        atWork(context, async (open) =>
          (await casesShown(open))(caseId)
            ? actOnCase(open, caseId, wish)
            : failed('leaseEnded'),
        ),
      visit: (caseId) =>
        whileOpen(context, async (open) =>
          done(await viewVisit(open, caseId, await casesShown(open))),
        ),
      notePrint: (caseId, sheet) =>
        whileOpen(context, async (open) =>
          (await casesShown(open))(caseId)
            ? notePrint(open, caseId, sheet)
            : failed('leaseEnded'),
        ),
    },
    materials: {
      read: (sha256) =>
        whileOpen(context, async (open) => {
          const material = await read(store, (db) => db.materials.get(sha256));
          const caseId = material?.caseId ?? null;
          if (caseId !== null && !(await casesShown(open))(caseId))
            return failed('leaseEnded');
          const ref = await findRef(open, sha256);
          return ref === undefined
            ? failed('materialDamaged')
            : readMaterial(store, ref);
        }),
    },
    outbox: {
      watch: makeWatch(
        { store, stores: ['outbox', 'materials', 'cases', 'acts'], others },
        async () =>
          viewOutbox(store, await told.teller(context), async (row) => {
            const open = opened(context);
            return open === undefined
              ? null
              : openReason(open.unlocked.vault, row);
          }),
      ),
      repair: (operationId) =>
        whileOpen(context, async (open) =>
          beginRepair(open, operationId, await casesShown(open)),
        ),
      readStep: (operationId) =>
        whileOpen(context, async (open) =>
          readStep(open, operationId, await casesShown(open)),
        ),
      mendStep: (operationId, words) =>
        atWork(context, (open) => mendStep(open, operationId, words)),
      sendAgain: (operationId) =>
        atWork(context, (open) => sendAgain(open, operationId)),
      takeBack: (operationId, why) =>
        atWork(context, (open) => removeUnsent(open, operationId, why)),
    },
    sync: {
      watch: makeWatch(
        {
          store,
          stores: [],
          others: [(listener) => progress.listen(listener)],
        },
        () => Promise.resolve(progress.view),
      ),
      now: () => rounds.trigger('person'),
      photographsNow: () => rounds.sendPhotographs(),
      setPolicy: (policy) =>
        attempt(async () => {
          await rounds.setPolicy(policy);
          return done(null);
        }),
    },
  };
}

/** What it puts into the outbox is sent at once, if there is a link. */
async function atWork<Value>(
  context: CallContext,
  task: (open: CallContext & OpenContext) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const outcome = await whileOpen(context, task);
  if (outcome.ok) void context.rounds.trigger('work');
  return outcome;
}

/** The key of a material lies in the draft or case that cites it. */
async function findRef(
  open: OpenContext,
  sha256: string,
): Promise<MaterialRef | undefined> {
  const row = await read(open.store, (db) => db.materials.get(sha256));
  if (row === undefined) return undefined;
  let refs: MaterialRef[] = [];
  if (row.caseId !== null) {
    const found = await findCase(open, row.caseId);
    refs = found === undefined ? [] : caseMaterials(found.content);
  } else if (row.draftId !== null) {
    const draft = await openDraft(open, row.draftId);
    refs = draft.ok ? draftMaterials(draft.value.content) : [];
  }
  return refs.find((ref) => ref.sha256 === sha256);
}
