import { opened, type CallContext } from '../calls/call-context.ts';
import type { CaseTold } from '../outbox/read-outbox.ts';
import { casesShown } from '../vault/lease.ts';
import type { OpenContext } from '../device-context.ts';
import { findCase, stateOf } from './find-case.ts';

export type Tell = (caseId: string) => Promise<CaseTold | undefined>;

/**
 * What the outbox may say of cases, remembered until some case changes: while it
 * is sent it is shown anew at every answer, and none of its cases has changed.
 */
export class ToldCases {
  #told = new Map<string, CaseTold | undefined>();

  constructor({ store, vault }: Pick<CallContext, 'store' | 'vault'>) {
    store.changes.listen((changed) => {
      if (changed.has('cases') || changed.has('events')) this.#forget();
    });
    vault.listen(() => this.#forget());
  }

  /** For one showing; while locked it tells nothing. */
  async teller(context: CallContext): Promise<Tell> {
    const open = opened(context);
    if (open === undefined) return () => Promise.resolve(undefined);
    const mayShow = await casesShown(open);
    // What is opened before a change is not remembered after it.
    const told = this.#told;
    return async (caseId) => {
      if (!mayShow(caseId)) return undefined;
      if (told.has(caseId)) return told.get(caseId);
      const value = await tellCase(open, caseId);
      told.set(caseId, value);
      return value;
    };
  }

  #forget(): void {
    this.#told = new Map();
  }
}

async function tellCase(
  context: OpenContext,
  caseId: string,
): Promise<CaseTold | undefined> {
  const found = await findCase(context, caseId);
  if (found === undefined) return undefined;
  const { content, events } = found;
  const { submit, matterShort, applicantName } = content;
  // By the county's word alone: what is unsent may still be refused.
  const state = stateOf({ content, events, operations: [] });
  return {
    number: submit.number,
    matterShort,
    applicantName,
    isEnded: state !== undefined && state.endedAt !== null,
  };
}
