/** What the commands that change the county's keys print. */

const day = (at: Date): string => at.toISOString().slice(0, 10);
const short = (kid: string): string => kid.slice(0, 8);

export const keyText = {
  intakeTitle: '收件钥匙（村里封件用的）：',
  intake: {
    current: (kid: string, from: Date) =>
      `  ${short(kid)}  ${day(from)} 起在用`,
    overdue: (kid: string, from: Date) =>
      `  ${short(kid)}  ${day(from)} 起在用，已超过一个季度，请换新的：npm run admin -- rotate-intake-key`,
    coming: (kid: string, from: Date) => `  ${short(kid)}  ${day(from)} 起用`,
    former: (kid: string, from: Date) =>
      `  ${short(kid)}  ${day(from)} 起用过，还能打开以前封的件`,
  },
  column: (keys: number, left: number) =>
    `号码列的钥匙：${keys}把；还有${left}个号码没有换到最新的一把。`,
  material: (keys: number, left: number) =>
    `材料的钥匙：${keys}把；还有${left}份材料没有换到最新的一把。`,
  intakeMade: (kid: string) =>
    `新的收件钥匙 ${short(kid)} 已做好，一分钟后起用；设备下次联系县里时拿到。以前封的件照样打开。`,
  putAway: (kids: readonly string[]) =>
    `换下超过400天的（${kids.map(short).join('、')}）已移到数据目录的 keys/cold 里。请把它们拷到安全的地方，再从这台机器上删掉；要打开更早封的件时再用 return-intake-key 放回来。`,
  destroyed: (count: number) =>
    `keys/cold 里满三年的${count}把已销毁。拷到别处的也请销毁。`,
  noKey: (file: string) =>
    `${file} 不是换下的收件钥匙。请写 keys/cold 里拷出来的那个文件。`,
  returned: (kid: string) => [
    `收件钥匙 ${short(kid)} 已放回。等它的件这样再办一遍：`,
    '  npm run admin -- run-held --code unknownKid --by 姓名',
  ],
  secretMade: (kid: string) => [
    `新钥匙 ${short(kid)} 已做好，一分钟后起用。以前的由平台在后台慢慢换过来，不用停；还剩多少：npm run admin -- keys`,
    '换完以后，旧钥匙的文件也请留着：以前的备份要用它打开。',
  ],
} as const;
