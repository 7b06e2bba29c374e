/** What stands on paper. The receipt of the village is no notice of acceptance, and says so. */
export const printText = {
  receiptTitle: '宣恩县 收件凭证',
  notAcceptance: '（不是受理通知书）',
  idLast4: (last4: string) => `*${last4}`,
  takenIn: '收件',
  deviceTime: (moment: string) => `${moment} 本机时间`,
  number: '收件号',
  queryCode: '查询码',
  papers: '已收',
  photographs: (name: string, pages: number) => `${name} 照片${pages}张`,
  checkedCopy: (name: string, pages: number) =>
    `${name} 照片${pages}张，原件核对过`,
  certificate: (name: string) => `${name} 电子证照，送达后核验`,
  commitment: (name: string) => `${name} 告知承诺，不用再交`,
  deficiency: (name: string, day: string) => `${name} 容缺 ${day}前补`,
  seen: (name: string) => `${name} 看过原件当场归还`,
  generated: (name: string) => `${name} 系统生成`,
  notice: (day: string) => `${day}前告知是否受理`,
  promise: (days: number) => `受理后${days}个工作日办完（公示、补正不算）`,
  follow: '查进度：扫码，或打电话报收件号后9位和查询码',
  provisional: '（暂定）',
  clerk: (station: string, clerk: string) => `${station} ${clerk}`,
} as const;
