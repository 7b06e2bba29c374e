const KINDS = {
  original: '带原件',
  copy: '带原件或复印件',
  form: '带表格',
  photo: '带照片',
} as const;

/** What is told a resident at once, on the screen and on paper, before he leaves. */
export const noticeText = {
  title: '一次性告知书',
  beforeIntake: '（收件前告知，不是不予受理通知书）',
  link: (n: number) => `一次告知还差的${n}处`,
  lead: (n: number) => `还差${n}处。一次说清，一次带齐，只跑一趟。`,
  printedLead: (n: number) => `还差${n}处，请一次补齐：`,
  print: '打印一次性告知书',
  nothing: '该填的、该交的都齐了。',
  hint: '没有打印机，就念给申请人听，或请他拍下这一页。填好的都存着，补来接着办。',
  noName: '申请人',
  bring: (name: string, kind: keyof typeof KINDS, copies: number) =>
    `${name}：${KINDS[kind]}${copies > 1 ? `，${copies}份` : ''}`,
  comeForPicture: (name: string) => `${name}：本人到村里现场拍`,
  ways: (allowed: {
    certificate: boolean;
    commitment: boolean;
    deficiency: boolean;
  }) => {
    const ways = [
      allowed.certificate && '有电子证照的，报号码也行',
      allowed.commitment && '拿不出的，可以选签承诺书代替',
      allowed.deficiency && '可以签承诺先收件、以后补来',
    ].filter((way) => way !== false);
    return ways.length === 0 ? '' : `${ways.join('；')}。`;
  },
  inVillage: '在村里补就行，不用去乡镇。',
  by: (clerk: string, day: string, phone: string) =>
    `告知人 ${clerk}　日期 ${day}　电话 ${phone}`,
  signedFor: '村民签收 ________________',
} as const;
