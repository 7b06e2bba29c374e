export const clerksText = {
  title: '代办员',
  here: '这台设备上的代办员',
  head: '站长',
  unbound: '待县里核验',
  refused: '县里没认',
  add: '添一位代办员',
  addExplained:
    '县里发的登记文件或8位码。已在这台设备上、忘了口令的，也用它重设。',
  newSecret: (name: string) => `${name}设自己的解锁方式`,
  notNow: '先不添',
  enrolAgainExplained:
    '县里发了新的登记文件或8位码，就在这里再登记。没送出的照样送，存着的件照样能看；别的代办员要各自再登记。',
  vouch: '替人担保',
  vouchExplained:
    '站长可以先替一位代办员担保，他马上能用。县里联网后核验，担保30天有效。',
  vouchName: '姓名',
  nameMissing: '还没写姓名',
  change: '换解锁方式',
  oldSecret: '先输现在的',
  newCard: '换一张新的解锁卡',
  keepCard: '还用原来的解锁卡',
  changed: '换好了，下次用新的解锁',
  remove: (name: string) => `移走${name}`,
  removeTitle: (name: string) => `把${name}从这台设备移走？`,
  removeExplained:
    '他在这台设备上的钥匙会清掉，不能恢复。他没送出的件照样会发，存着的件别的代办员照样能看。',
  removeConfirm: '移走',
  removeCancel: '不移走',
  back: '忘了怎么解锁',
  unreadable: (n: number) =>
    `有${n}件要等县里恢复才能看。联网后会自动打开，没有丢。`,
} as const;
