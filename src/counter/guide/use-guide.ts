import type { MatterSummary } from '../../device/device-api.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import type {
  Department,
  MaterialType,
} from '../../domain/catalogue/county-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { useRead } from '../device.ts';

/** A matter with all that the catalogue says around it. */
export type Guide = {
  matter: Matter;
  summary: MatterSummary;
  matters: readonly MatterSummary[];
  enums: Catalogue['enums'];
  complaintChannels: Catalogue['complaintChannels'];
  handbookCommon: readonly string[];
  materialTypes: readonly MaterialType[];
  office: (id: string) => Department | undefined;
};

/** The guide as the present catalogue has it; undefined: not read yet, null: none. */
export function useGuide(code: string): Guide | null | undefined {
  return useRead<Guide | null>(
    async ({ catalogue }) => {
      const [found, matters] = await Promise.all([
        catalogue.matter(code),
        catalogue.matters(),
      ]);
      const summary = matters.find((each) => each.code === code);
      if (!found.ok || summary === undefined) return null;
      const [enums, complaintChannels, handbookCommon, types, departments] =
        await Promise.all([
          catalogue.part('enums'),
          catalogue.part('complaintChannels'),
          catalogue.part('handbookCommon'),
          catalogue.materialTypes(),
          catalogue.part('departments'),
        ]);
      return {
        matter: found.value,
        summary,
        matters,
        enums,
        complaintChannels,
        handbookCommon,
        materialTypes: types,
        office: (id) => departments.find((each) => each.id === id),
      };
    },
    [code],
  );
}
