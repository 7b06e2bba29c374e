import { checkFormConditions } from './check-conditions.ts';
import { reportDuplicates, type Checker } from './check-context.ts';
import { checkFields, checkMaterial } from './check-form.ts';
import { ON_THE_SPOT } from './enumerations.ts';
import { officialCodeFault } from './official-code.ts';
import type { FullMatter } from './full-matter-schema.ts';

/** Rules of one matter. `at` = its path in the file. */
export function checkMatter(
  matter: FullMatter,
  at: string,
  check: Checker,
): void {
  checkMatterEnums(matter, at, check);
  checkFields(matter.fields, `${at}.fields`, check);
  matter.materials.forEach((material, index) => {
    checkMaterial(material, `${at}.materials.${index}`, check);
  });
  reportDuplicates(
    matter.eligibilityChecks.map(({ id }) => id),
    `${at}.eligibilityChecks`,
    check.report,
  );
  checkFormConditions(
    { ...matter, checks: matter.eligibilityChecks },
    { owner: matter.code, at, checksAt: `${at}.eligibilityChecks` },
    check,
  );
  checkRoute(matter, at, check);
  checkReferences(matter, at, check);
  if (matter.delivery.methods.includes('post') !== matter.channels.postal) {
    check.contradiction(`${at}.delivery.methods`, 'postMeansPostal');
  }
  const onSite = matter.materials.some(
    ({ required, handling, source }) =>
      required &&
      (handling === 'keep' || handling === 'capture' || source === 'captured'),
  );
  if (matter.channels.online && onSite) {
    check.contradiction(`${at}.channels.online`, 'onlineNeedsNoStation');
  }
  checkOfficialCodes(matter, at, check);
  const withdrawn = matter.status === 'withdrawn';
  if (withdrawn !== (matter.withdrawnOn !== undefined)) {
    check.contradiction(`${at}.withdrawnOn`, 'withdrawnSaysWhen');
  }
}

function checkOfficialCodes(
  matter: FullMatter,
  at: string,
  check: Checker,
): void {
  const { officialCodes = [] } = matter;
  const path = `${at}.officialCodes`;
  officialCodes.forEach(({ code }, index) => {
    const fault = officialCodeFault(matter, code);
    if (fault !== undefined)
      check.contradiction(`${path}.${index}.code`, fault);
  });
  reportDuplicates(
    officialCodes.map(({ town9 = '' }) => town9),
    path,
    check.report,
  );
}

function checkMatterEnums(
  matter: FullMatter,
  at: string,
  check: Checker,
): void {
  check.inEnum('statuses', matter.status, `${at}.status`);
  check.inEnum('itemTypes', matter.itemType, `${at}.itemType`);
  check.inEnum('caseTypes', matter.caseType, `${at}.caseType`);
  check.inEnum('roles', matter.counterRole, `${at}.counterRole`);
  check.inEnum('villageRoles', matter.villageRole.kind, `${at}.villageRole`);
  check.inEnum('outOfCounty', matter.routing.outOfCounty, `${at}.routing`);
  check.inEnum('provenance', matter.guide.provenance, `${at}.guide`);
  check.inEnum('provenance', matter.handbook.provenance, `${at}.handbook`);
  matter.applicants?.forEach((kind, index) => {
    check.inEnum('applicants', kind, `${at}.applicants.${index}`);
  });
  matter.eligibilityChecks.forEach(({ level }, index) => {
    const path = `${at}.eligibilityChecks.${index}.level`;
    check.inEnum('eligibilityLevels', level, path);
  });
  matter.delivery.methods.forEach((method, index) => {
    const path = `${at}.delivery.methods.${index}`;
    check.inEnum('deliveryMethods', method, path);
  });
  matter.legalBasis.forEach(({ provenance }, index) => {
    const path = `${at}.legalBasis.${index}.provenance`;
    check.inEnum('provenance', provenance, path);
  });
  for (const [part, value] of Object.entries(matter.provenance)) {
    check.inEnum('provenance', value, `${at}.provenance.${part}`);
  }
}

function checkRoute(matter: FullMatter, at: string, check: Checker): void {
  let counted = 0;
  matter.route.forEach((step, index) => {
    const path = `${at}.route.${index}`;
    check.inEnum('routeLevels', step.level, `${path}.level`);
    check.inEnum('clocks', step.clock, `${path}.clock`);
    check.department(step.officeId, `${path}.officeId`);
    step.joint?.offices.forEach((office, n) => {
      check.department(office, `${path}.joint.offices.${n}`);
    });
    if (step.order !== index + 1) {
      check.contradiction(`${path}.order`, 'stepsAreInOrder');
    }
    if ((step.clock === 'excluded') !== (step.maxWorkdays === null)) {
      check.contradiction(`${path}.maxWorkdays`, 'excludedStepHasNoDays');
    }
    if (step.joint && step.joint.workdays !== step.maxWorkdays) {
      check.contradiction(`${path}.joint.workdays`, 'jointDeadlineIsTheStep');
    }
    if (step.clock === 'counts') counted += step.maxWorkdays ?? 0;
  });
  const promised = `${at}.promisedDays`;
  if (counted !== matter.promisedDays) {
    check.contradiction(promised, 'routeDaysMakeThePromise');
  }
  if (matter.legalDays !== null && matter.promisedDays > matter.legalDays) {
    check.contradiction(promised, 'promiseWithinTheLaw');
  }
  if (matter.caseType === ON_THE_SPOT && matter.promisedDays > 1) {
    check.contradiction(promised, 'onTheSpotWithinOneDay');
  }
}

function checkReferences(matter: FullMatter, at: string, check: Checker): void {
  const { acceptedBy, departmentId, belongsBy } = matter.routing;
  check.department(acceptedBy, `${at}.routing.acceptedBy`);
  check.department(departmentId, `${at}.routing.departmentId`);
  const owner = matter.fields.find(({ id }) => id === belongsBy);
  if (owner?.type !== 'address') {
    const path = `${at}.routing.belongsBy`;
    check.report(path, 'unknownReference', belongsBy);
  }
  const about = new Set([
    ...matter.fields.map(({ id }) => id),
    ...matter.materials.map(({ typeId }) => typeId),
  ]);
  matter.corrections.forEach((correction, index) => {
    if (!about.has(correction.about)) {
      const path = `${at}.corrections.${index}.about`;
      check.report(path, 'unknownReference', correction.about);
    }
  });
  const { caseStatuses, complaintChannels } = check.catalogue;
  matter.outcomes.forEach(({ status }, index) => {
    if (!caseStatuses.some(({ code }) => code === status)) {
      const path = `${at}.outcomes.${index}.status`;
      check.report(path, 'unknownReference', String(status));
    }
  });
  matter.complaint.forEach((id, index) => {
    if (!complaintChannels.some((channel) => channel.id === id)) {
      check.report(`${at}.complaint.${index}`, 'unknownReference', id);
    }
  });
  if (typeof matter.replacedBy === 'string') {
    check.matter(matter.replacedBy, `${at}.replacedBy`);
  }
}
