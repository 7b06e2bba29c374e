// What a public notice may say of an amount: quantities with their units, so that neither
// a name nor a number of a person, an account or a telephone can stand among them.

const PER =
  '(?:每|人均|户均|共|合计|约|占地|建筑面积|(?:人|户|月|年|季度|学期|次))';
const NUMBER = String.raw`\d{1,6}(?:\.\d{1,2})?`;
const UNIT =
  '(?:元|万元|亩|公顷|平方米|立方米|株|人|户|间|层)(?:/(?:人|户|月|年|季度|学期|次|亩)){0,2}';
const QUANTITY = `${PER}{0,4}${NUMBER}${UNIT}`;
const AMOUNT = new RegExp(`^${QUANTITY}(?:[，、]${QUANTITY}){0,3}$`);

/** Whether it is such as 「每人每月650元，共3人」 or 「12.5亩」. */
export function isPostedAmount(text: string): boolean {
  return AMOUNT.test(text);
}
