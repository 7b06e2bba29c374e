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
  /** Its id in the one form. */
  id: string;
  /** Of the paper that stands in for it, the id there. */
  instead: string | null;
  /** What brings it or stands in for it, where nothing need be handed in. */
  because: string | null;
};

export function papersFor(
  { papers }: Pick<BundleMatter, 'papers'>,
  component: string,
): PaperSource[] {
  return papers.flatMap(({ uses, material, how, because }) => {
    const by = papers.find(({ key }) => key === because);
    const instead = how === 'substituted' ? by?.material.id : undefined;
    return uses
      .filter((use) => use.by === component)
      .map(({ paperId }) => ({
        paperId,
        id: material.id,
        instead: instead ?? null,
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
  for (const { paperId, id } of papersFor(bundle, component))
    own.set(promiseConsentId(id), promiseConsentId(paperId));
  return consents.flatMap(({ id, at }) => {
    const mine = id.includes(':') ? own.get(id) : id;
    return mine === undefined ? [] : [{ id: mine, at }];
  });
}
