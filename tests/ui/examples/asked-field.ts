// What a field is asked with: a small county, its day, and the field itself.
import type { Field as CatalogueField } from '../../../src/domain/catalogue/form-schema.ts';
import type { Regions } from '../../../src/ui/field/field-props.ts';

const town = (code9: string, name: string, pinyin: string) => ({
  code9,
  name,
  pinyin,
});
const village = (code12: string, name: string, pinyin: string) => ({
  code12,
  name,
  town9: code12.slice(0, 9),
  pinyin,
});
export const regions: Regions = {
  townships: [
    town('422825101', '椒园镇', 'jyz'),
    town('422825102', '沙道沟镇', 'sdgz'),
  ],
  villages: [
    village('422825101208', '水田坝村', 'stbc'),
    village('422825102205', '水田坝村', 'stbc'),
    village('422825102249', '两河口村', 'lhkc'),
    {
      ...village('422825102250', '苦草坪村', 'kcpc'),
      mergedInto: '422825102249',
    },
  ],
};
export const OWN_VILLAGE = '422825102205';
export const TODAY = '2026-11-25';

export const field = (
  parts: Partial<CatalogueField> & Pick<CatalogueField, 'type'>,
): CatalogueField => ({
  id: 'asked',
  label: '问的',
  required: true,
  pi: 'general',
  ...parts,
});
