// What the window that hands a result over sees of the answers, for every matter.
import { expect, test } from 'vitest';
import { deliveryDetail } from '../../../src/platform/review/delivery-detail.ts';
import type { CaseDetail } from '../../../src/protocol/review.ts';
import { theCatalogue } from '../../domain/catalogue/the-catalogue.ts';

const { matters } = theCatalogue();

/** Ids of the answers that are shown when every field was filled in. */
function shownOf(matter: (typeof matters)[number]): string[] {
  const answers = Object.fromEntries(matter.fields.map(({ id }) => [id, id]));
  const detail = { answers, events: [] } as unknown as CaseDetail;
  return Object.keys(deliveryDetail(detail, matter).answers);
}

test.each(matters.map((matter) => ({ code: matter.code, matter })))(
  'of $code the window sees whom the case is for and who acts for him, and no third person',
  ({ matter }) => {
    const shown = shownOf(matter);
    const prefills = matter.fields
      .filter(({ id }) => shown.includes(id))
      .map(({ prefill }) => prefill ?? 'nobody’s');
    const { counterRole } = matter;
    expect(prefills).toContain(`${counterRole}.name`);
    expect(prefills).toContain(`${counterRole}.phone`);
    const allowed = [counterRole, 'agent'];
    expect(
      prefills.filter((prefill) => !allowed.includes(prefill.split('.')[0]!)),
    ).toEqual([]);
  },
);

test.each([
  ['V04', 'deceasedHukou'],
  ['V11', 'caregiverPhone'],
  ['V13', 'guardianPhone'],
  ['V14', 'contactKinPhone'],
  ['V15', 'childHukou'],
  ['V18', 'husbandPhone'],
])('of %s it does not see %s', (code, id) => {
  const matter = matters.find((each) => each.code === code)!;
  expect(matter.fields.map((field) => field.id)).toContain(id);
  expect(shownOf(matter)).not.toContain(id);
});
