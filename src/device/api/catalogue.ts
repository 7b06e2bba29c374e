// What the county offers, as this device has it.
import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import type { MaterialType } from '../../domain/catalogue/county-schema.ts';
import type { FindableMatter } from '../../domain/catalogue/find-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Outcome } from '../../protocol/error-code.ts';

export type Regions = Catalogue['regions'];

/** A matter as the finder lists it, with every word that may find it. */
export type MatterSummary = FindableMatter & {
  department: string;
  promisedDays: number | null;
  dayUnit: string;
  /** The village may take it in. */
  canTakeIn: boolean;
  /** No case of it is begun any more. */
  isWithdrawn: boolean;
};

export interface CatalogueCalls {
  /** All of them, in category order; few enough to be searched in the page. */
  matters(): Promise<MatterSummary[]>;
  /** Those of several matters together, as the finder lists them. */
  bundles(): Promise<MatterSummary[]>;
  /**
   * As `version` has it, by default the present one. `catalogueMissing`: that
   * version is not here; with `details.gone` the county has it no more either.
   * Of a bundle: the matter that `answers` make of it.
   */
  matter(
    code: string,
    version?: string,
    answers?: Answers,
  ): Promise<Outcome<Matter>>;
  /** As `version` has it, which is here or not as its matters are. */
  calendar(version: string): Promise<Outcome<WorkCalendar>>;
  /** One part of the catalogue whole, e.g. its categories. */
  part<Name extends keyof Catalogue>(name: Name): Promise<Catalogue[Name]>;
  regions(): Promise<Regions>;
  /** The types of paper with their handbook lines. */
  materialTypes(): Promise<MaterialType[]>;
}
