/** The township's list of a village's residents: which column is what, what is wrong with it. */
export const listText = {
  title: '乡镇名单',
  lead: '选乡镇给的名单（Excel或CSV）。名单只存在本机，加密；整份换掉原来那份。',
  choose: '选名单文件',
  reading: '正在读…',
  unreadable: '这个文件读不出来。请在Excel里另存为xlsx或CSV再选。',
  /** What the heads of such lists say. */
  heads: {
    name: /姓名|名字/,
    idNo: /身份|证件号/,
    phone: /电话|手机|联系/,
    group: /组/,
    detail: /住址|地址|门牌/,
  },
  columns: {
    name: '姓名',
    idNo: '身份证号',
    phone: '联系电话',
    group: '组',
    detail: '门牌',
  },
  noColumn: '没有这一列',
  found: (all: number, good: number) => `共${all}行，能用${good}人`,
  issues: (n: number) => `${n}处要看`,
  row: (row: number, says: string) => `第${row}行：${says}`,
  noName: '没有姓名，不收',
  sameNumber: (row: number) => `和第${row}行号码相同，不收`,
  withoutPhone: '电话认不出来，人照收',
  tooMany: (most: number) => `本机最多记${most}人。要多记，请县里调高。`,
  replace: (n: number) => `换成这${n}人`,
  saving: '正在存…',
} as const;
