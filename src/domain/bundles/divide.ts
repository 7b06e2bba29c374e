// What was said and handed in for a bundle, divided among its components again: each
// gets the answers of its own form and every paper that it asks for, though it was
// typed and photographed once.
import type { Answers } from '../cases/answers.ts';
import { checkConsentId, type Consent } from '../cases/consent.ts';
import { promiseConsentId } from '../cases/papers.ts';
import type { BundleMatter } from './bundle-matter.ts';

/** The answers of one component's own form. */
export function answersFor(
  { form }: Pick<BundleMatter, 'form'>,
  component: string,
  answers: Answers,
): Answers {
  const own: Answers = {};
  for (const [at, id] of form.idOf) {
    const [part, field = ''] = at.split('.');
    const answer = answers[id];
    if (part === component && answer !== undefined) own[field] = answer;
  }
  return own;
}

/** For a paper of one component's own form: where it comes from. */
export type PaperSource = {
  /** Its id in that form. */
  paperId: string;
  /** Ids in the one form under which it may have been handed in, the better first. */
  from: string[];
  /** Why nothing of it is handed in: what brings it, or stands in for it. */
  because: string | null;
};

export function papersFor(
  { papers }: Pick<BundleMatter, 'papers'>,
  component: string,
): PaperSource[] {
  return papers.flatMap(({ uses, material, how, because }) => {
    const instead =
      how === 'substituted'
        ? papers.find(({ key }) => key === because)?.material.id
        : undefined;
    return uses
      .filter(({ by }) => by === component)
      .map(({ paperId }) => ({
        paperId,
        from: [material.id, ...(instead === undefined ? [] : [instead])],
        because,
      }));
  });
}

/** What was ticked, under the ids of one component's own form. */
export function consentsFor(
  bundle: BundleMatter,
  component: string,
  consents: readonly Consent[],
): Consent[] {
  const own = new Map<string, string>();
  for (const { id } of bundle.form.eligibilityChecks)
    if (id.startsWith(`${component}_`))
      own.set(
        checkConsentId(id),
        checkConsentId(id.slice(component.length + 1)),
      );
  for (const { paperId, from } of papersFor(bundle, component))
    for (const id of from)
      own.set(promiseConsentId(id), promiseConsentId(paperId));
  return consents.flatMap(({ id, at }) => {
    const mine = id.includes(':') ? own.get(id) : id;
    return mine === undefined ? [] : [{ id: mine, at }];
  });
}
