import type { CaseView } from '../../device/device-api.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { useRead } from '../device.ts';

/** The matter as the case has it pinned; undefined until it is there, or if it is gone. */
export function useMatterOf(
  view: CaseView | null | undefined,
): Matter | undefined {
  const code = view?.matterCode ?? '';
  const version = view?.catalogueVersion ?? '';
  const matter = useRead(
    async (device) =>
      code === '' ? undefined : device.catalogue.matter(code, version),
    [code, version],
  );
  return matter?.ok === true ? matter.value : undefined;
}
