import { hasOwn } from '../has-own.ts';
import type { Report } from './catalogue-issue.ts';
import type { EnumName, FullCatalogue } from './full-catalogue-schema.ts';

/** Look-ups over one catalogue that report what they do not find. */
export interface Checker {
  catalogue: FullCatalogue;
  report: Report;
  inEnum(name: EnumName, value: string, path: string): void;
  department(id: string, path: string): void;
  materialType(id: string, path: string): void;
  matter(code: string, path: string): void;
  contradiction(path: string, rule: string): void;
}

/**
 * What the checks of one catalogue share: what its parts are known by, and where
 * faults go.
 */
export function createChecker(
  catalogue: FullCatalogue,
  report: Report,
): Checker {
  const departments = new Set(catalogue.departments.map(({ id }) => id));
  const types = new Set(catalogue.materialTypes.map(({ id }) => id));
  const matters = new Set(catalogue.matters.map(({ code }) => code));
  const known = (ids: Set<string>) => (id: string, path: string) => {
    if (!ids.has(id)) report(path, 'unknownReference', id);
  };
  return {
    catalogue,
    report,
    inEnum(name, value, path) {
      if (!hasOwn(catalogue.enums[name], value)) {
        report(path, 'unknownValue', `${name}: ${value}`);
      }
    },
    department: known(departments),
    materialType: known(types),
    matter: known(matters),
    contradiction: (path, rule) => report(path, 'contradiction', rule),
  };
}

/** Reports each id that stands in the list a second time. */
export function reportDuplicates(
  ids: readonly string[],
  path: string,
  report: Report,
): void {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id)) report(`${path}.${index}`, 'duplicate', id);
    seen.add(id);
  });
}
