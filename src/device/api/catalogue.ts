// What the county offers, as this device has it.
import type {
  Catalogue,
  Category,
} from '../../domain/catalogue/catalogue-schema.ts';
import type {
  Department,
  MaterialType,
} from '../../domain/catalogue/county-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Outcome } from '../../protocol/error-code.ts';

export type Regions = Catalogue['regions'];

export type MatterSummary = {
  code: string;
  name: string;
  short: string;
  category: string;
  department: string;
  promisedDays: number | null;
  dayUnit: string;
  /** The village may take it in and its form has no required table. */
  canTakeIn: boolean;
};

export interface CatalogueCalls {
  /** Empty query: all matters, in category order. */
  find(query: string): Promise<MatterSummary[]>;
  /**
   * As `version` has it, by default the present one. `catalogueMissing`: that
   * version is not here; with `details.gone` the county has it no more either.
   */
  matter(code: string, version?: string): Promise<Outcome<Matter>>;
  categories(): Promise<Category[]>;
  departments(): Promise<Department[]>;
  regions(): Promise<Regions>;
  /** The types of paper with their handbook lines. */
  materialTypes(): Promise<MaterialType[]>;
}
