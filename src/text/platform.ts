/** What the platform and its commands print for the person at the keyboard. */

type Account = { login: string; title: string; name: string; password: string };

export const startText = {
  database: '正在启动数据库…',
  migrated: '数据库结构已就绪。',
  publishing: '正在发布事项目录…',
  ready: (address: string) => `平台已启动：${address}`,
  origins: (at: { counter: string; review: string; resident: string }) => [
    `  村级收件 ${at.counter}/`,
    `  审核 ${at.review}/review/`,
    `  群众查询 ${at.resident}/r`,
  ],
  metrics: (port: number) =>
    `监控数据：http://127.0.0.1:${port}/metrics（只有本机能看）`,
  external: '数据库：用的是 DATABASE_URL 指定的那个。',
  accountsTitle: '演示账号（密码只在本机数据目录里，别处没有）：',
  account: ({ login, password, name, title }: Account) =>
    `  ${login}  密码 ${password}  ${name}（${title}）`,
  enrol: (village: string, shortCode: string) =>
    `${village}的设备登记码：${shortCode}（24小时内用一次）`,
  steps: (address: string) => [
    '下一步：',
    `  1. 用浏览器打开 ${address}/ ，输入上面8位登记码，设一个PIN，就能收件。`,
    `  2. 再打开 ${address}/review/ ，用同一乡镇的审核员账号登录，审这件。`,
    '  再要登记码或别的村：npm run demo',
  ],
  noDemo: (address: string) => [
    '这次没有演示数据。还没有管理员时，先建一个：',
    '  npm run admin -- create-administrator',
    '再给站点发登记票：',
    '  npm run admin -- issue-ticket --station 站点代码 --clerk 账号 --name 姓名',
    `然后用浏览器打开 ${address}/ 。`,
  ],
  demoDataLeft:
    '注意：这个数据目录里有以前的演示数据。演示账号已不能登录；正式使用请用 DATA_DIR=… 换一个空目录。',
  bucketWrong:
    '注意：MATERIALS_URL 指的存储连不上，或不是平台原来用的那个桶（里面没有 village-service-point 这个标记）。新照片先不收，已收的也不算丢；请核对 MATERIALS_URL 和 DATA_DIR/materials。',
  stopHint: '按 Ctrl-C 停止。',
  stopping: '正在停止：先办完手头的请求…',
  stopped: '已停止，数据都在。',
} as const;

/** Why the platform did not start, with what to do now. */
export const startFailures = {
  halfRestored: (dataDir: string) =>
    `数据目录 ${dataDir} 里有一次没做完的恢复（restoring），不能启动。清空这个目录，再运行一次 npm run restore。`,
  realData: (dataDir: string) =>
    `数据目录 ${dataDir} 里是正式数据，不能混进演示数据。请加上 DEMO=0 再启动；想看演示，用 DATA_DIR=… 换一个目录。`,
  noFolder: (dataDir: string) =>
    `数据目录 ${dataDir} 用不了：它不是目录，或启动平台的账号不能在里面写。用 DATA_DIR=… 指定一个能写的目录。`,
  diskFull: (dataDir: string) =>
    `数据目录 ${dataDir} 所在的盘满了。腾出地方再启动，数据没有动。`,
  newerDatabase:
    '数据库已由较新版本的程序改过，这个版本的程序不能用它。请用较新的程序；要退回旧版本，就用升级前的备份恢复到另一个目录（npm run restore）。数据没有动。',
  portInUse: (port: number, name: 'PORT' | 'METRICS_PORT') =>
    `端口 ${port} 已被别的程序占用。请停掉那个程序，或换一个端口，例如：${name}=${port === 8080 ? 8081 : port + 1} npm start`,
  portForbidden: (port: number, name: 'PORT' | 'METRICS_PORT') =>
    `没有权限用端口 ${port}。请换一个1024以上的，例如：${name}=${name === 'PORT' ? 8080 : 9464} npm start`,
  noSuchHost: (host: string) =>
    `本机没有 ${host} 这个地址。请改 HOST，例如：HOST=127.0.0.1`,
  databaseAway:
    '连不上 DATABASE_URL 指定的数据库。请看数据库是否在运行、地址和密码对不对，再启动。',
  appMissing: '还没有构建。请先运行：npm run build',
  unexpected: '启动没有成功，原因见上面一行。数据没有动。',
} as const;

export const demoCommandText = {
  nothingThere: (address: string) =>
    `${address} 没有平台在运行。请先在另一个窗口运行 npm start；端口不是8080时，加上 PORT=端口。`,
  notDemo: (address: string) =>
    `${address} 的平台没有演示数据（DEMO=0），或不是从本机问的。`,
  strange: (address: string) => `${address} 回话的不是这个平台。`,
  address: (address: string) => `地址：${address}/   审核：${address}/review/`,
  accounts: '账号：',
  villages: '各村的设备登记码（24小时内用一次）：',
  village: (name: string, code: string, shortCode: string) =>
    `  ${name}（${code}）  ${shortCode}`,
} as const;

type Moved = { stationCode: string; town9: string };

export const adminText = {
  usage: [
    '用法：',
    '  npm run admin -- create-administrator [--login 账号] [--name 姓名]',
    '  npm run admin -- create-account --login 账号 --name 姓名 --role clerk|head|reviewer|handler|window|administrator|auditor [--of 站点、乡镇或部门代码]',
    '  npm run admin -- reset-password --login 账号',
    '  npm run admin -- unlock-account --login 账号 （错太多次被锁的）',
    '  npm run admin -- disable-account --login 账号 [--enable 恢复]',
    '  npm run admin -- second-factor --login 账号 [--remove 取消] （手机验证器）',
    '  npm run admin -- unbind-oidc --login 账号 （统一身份换了，下次登录重新绑定）',
    '  npm run admin -- set-persons --login 账号 [--remove 去掉] （本人和同户是谁，他们的件不归他审）',
    '  npm run admin -- export-audit --out 文件 （查看记录全部导出）',
    '  npm run admin -- check-audit [--file 导出的文件] （记录有没有被改过）',
    '  npm run admin -- who-saw --case 办件编号 （谁看过这件）',
    '  npm run admin -- issue-ticket --station 站点代码 --clerk 账号 --name 姓名 [--role head] [--policy passphrase|pin+card|pin+prf] [--out 文件]',
    '  npm run admin -- issue-ticket --device 设备编号 --clerk 账号 --name 姓名（给这台设备再添一位，或给忘了口令的重发）',
    '  npm run admin -- devices',
    '  npm run admin -- revoke-device --device 设备编号 [--suspend 暂停 | --restore 恢复]',
    '  npm run admin -- remove-clerk --device 设备编号 --clerk 账号 [--suspend 暂停 | --restore 恢复]',
    '  npm run admin -- persons-on-device --device 设备编号',
    '  npm run admin -- keys （有哪些钥匙，换了多少）',
    '  npm run admin -- rotate-intake-key （换收件钥匙，每季度一次）',
    '  npm run admin -- return-intake-key --file 文件 （把收起来的放回）',
    '  npm run admin -- rotate-column-key （换号码列的钥匙）',
    '  npm run admin -- rotate-material-key （换材料的钥匙）',
    '  npm run admin -- make-recovery-key',
    '  npm run admin -- recover-vault --device 设备编号 --clerk 账号',
    '  npm run admin -- settle-held --operation 编号 --apply|--refuse --reason 理由 --by 姓名',
    '  npm run admin -- run-held --by 姓名 [--code unprocessable|unknownKid|catalogueWithdrawn]',
    '  npm run admin -- withdraw-catalogue --version 版本 --mode stopIntake|stopAll',
    '  npm run admin -- move-case --case 办件编号 [--station 站点代码] [--township 乡镇代码] --reason 理由 --by 姓名 （改由别处办）',
    '  npm run admin -- outbound （办件事件送到哪里了）',
    '  npm run admin -- replay-outbound --refused | --from 时间 （重送给接收事件的系统）',
    '  npm run admin -- export-catalogue --out 文件.xlsx|文件.json [--version 版本] （导出事项目录）',
    '  npm run admin -- check-catalogue --file 文件 （查错，看和现在的有什么不同）',
    '  npm run admin -- publish-catalogue --file 文件 --by 姓名 （公布新的一版）',
    '  npm run admin -- messages （给申请人的短信发到哪里了）',
    '  npm run admin -- resend-messages （没发出去的再发）',
    '  npm run admin -- service-unit （打印systemd服务文件）',
    '  npm run admin -- backup-finished --through 备份开始的时间（2026-11-25T02:00:00+08:00）',
    '  npm run admin -- retention --dry-run|--now （按规则删什么）',
    '  npm run admin -- adopt-witnesses [--case 办件编号] （看恢复后各村带回的记录）',
    '  npm run admin -- adopt-witnesses --by 姓名 [--case 办件编号] [--with-clerks] （补记）',
  ],
  unitAsRoot: [
    '# 现在是 root。最好给平台一个自己的账号：useradd --system --create-home village，',
    '# 用它装好、构建好，再用它运行这个命令。',
  ],
  unknownCommand: (command: string) => `没有 ${command} 这个命令。`,
  missing: (option: string) => `还差 --${option}。`,
  askLogin: '管理员账号（字母、数字、-，例如 admin）：',
  askName: '管理员姓名：',
  badLogin: '账号只能用3到40个小写字母、数字、点和-。',
  nameMissing: '姓名不能空。',
  loginTaken: (login: string) => `账号 ${login} 已经有了，请换一个。`,
  created: (login: string, name: string, password: string) => [
    `已建管理员 ${name}。`,
    `  账号 ${login}`,
    `  密码 ${password}`,
    '密码只显示这一次，请记好。',
  ],
  auditExported: (file: string, n: number) =>
    `已导出${n}条到 ${file}，末行是县里的签名。`,
  auditWhole: (n: number) => `记录完整，共${n}条。`,
  auditBroken: {
    altered: (n: number) => `第${n}条被改过，从这条起不可信。`,
    missing: (n: number) => `第${n}条不见了，从这条起不可信。`,
    end: (n: number) => `到第${n}条为止，末尾和封存的对不上。`,
  },
  exportWhole: (n: number) => `文件完整，和现在的记录一致（前${n}条）。`,
  exportLine: (line: number) => `文件第${line}行被改过。`,
  exportSignature: '文件末行不是县里的签名，或和前面的对不上。',
  exportElsewhere: '文件是真的，但现在的记录和它不一样：记录被改过，或恢复过。',
  nobodySaw: '没有人打开过这件。',
  sawLine: (at: string, account: string, act: string) =>
    `${at}  ${account}  ${
      (
        {
          caseOpened: '打开了办件',
          materialOpened: '打开了材料',
          numbersOpened: '看了完整号码',
          caseLookedAt: '看了办件（姓名、号码遮住）',
          noticeOpened: '打开了文书',
          refused: '想看，没有权限',
        } as Record<string, string>
      )[act] ?? act
    }`,
  issuer: '统一受理平台',
  askPerson: '本人的公民身份号码（只留加密的印记，号码不存）：',
  askHousehold: '同户一人的公民身份号码（没有了直接回车）：',
  badPerson: (n: number) => `第${n}个号码不对，请对着证件再来一遍。没有改动。`,
  noPerson: '没有输号码，没有改动。要去掉已有的，加 --remove。',
  personsSet: (login: string, n: number) =>
    n === 0
      ? `${login}：本人和同户的印记已去掉。`
      : `${login}：记下了${n}人。他们的件，这个账号不能审。`,
  badStaffRole:
    '--role 写 clerk（代办员）、head（站长）、reviewer（审核）、handler（部门经办）、window（出件窗口）、administrator（县管理员）或 auditor（审计）。',
  badAudience: {
    station: '没有这个站点。--of 写12位站点代码。',
    township: '没有这个乡镇。--of 写9位乡镇代码。',
    department: '没有这个部门。--of 写目录里的部门代码。',
    window: '没有这个大厅。--of 写12位站点代码。',
    county: '这个角色管全县，不写 --of。',
  },
  accountCreated: (login: string, password: string) => [
    `已建账号 ${login}。`,
    `  密码 ${password}`,
    '密码只显示这一次，请记好。',
  ],
  noAccount: (login: string) => `没有 ${login} 这个账号，或已停用。`,
  passwordReset: (login: string, password: string) => [
    `已给 ${login} 换了密码，原来登录着的都退出了。`,
    `  密码 ${password}`,
    '密码只显示这一次，请记好。',
  ],
  accountUnlocked: (login: string) => `${login} 现在可以再登录。`,
  accountIs: {
    disabled: (login: string) => `已停用 ${login}，登录着的马上退出。`,
    enabled: (login: string) => `已恢复 ${login}。`,
  },
  secondFactor: (secret: string, address: string) => [
    '请本人在手机验证器里添加下面的密钥，以后登录要输它显示的6位动态码：',
    `  ${secret}`,
    `  ${address}`,
    '密钥只显示这一次。手机丢了，再运行一次换新的。',
  ],
  secondFactorRemoved: (login: string) => `${login} 登录不再要动态码。`,
  oidcUnbound: (login: string) =>
    `${login} 和统一身份的绑定已解除，登录着的都退出了；下次用统一身份登录时重新绑定。`,
  noPlatform: (dataDir: string) =>
    `数据目录 ${dataDir} 的平台没有在运行。请先运行 npm start，再运行这个命令；用自己的数据库时，设好 DATABASE_URL。`,
  moveWhere: '还差 --station 或 --township：写改到哪里。',
  caseMoved: (from: Moved, to: Moved) =>
    `已改：站点 ${from.stationCode} → ${to.stationCode}，乡镇 ${from.town9} → ${to.town9}。原来的站点还没送出的，送到后转待核查。`,
  notMoved: {
    noCase:
      '没有这个办件。--case 写办件的编号（adopt-witnesses 和审核台里的那个）。',
    noStation: '没有这个站点。--station 写12位站点代码。',
    noTownship: '没有这个乡镇。--township 写9位乡镇代码。',
    notMoved: '它已经在那里了，没有改动。',
  },
  noStation: (code: string) => `没有 ${code} 这个站点。`,
  noDevice: (device: string) =>
    `没有 ${device} 这台设备。看编号：npm run admin -- devices`,
  noDevices: '还没有登记过设备。',
  device: (device: {
    deviceId: string;
    stationCode: string;
    deviceNumber: number;
    state: 'active' | 'suspended' | 'revoked';
    clerks: readonly string[];
  }) =>
    `${device.deviceId}  ${device.stationCode} ${device.deviceNumber}号机  ${
      { active: '在用', suspended: '已暂停', revoked: '已停用' }[device.state]
    }  ${device.clerks.join('、')}`,
  noClerk: (clerk: string) => `这台设备上没有 ${clerk} 这个账号。`,
  badRole: '--role 只能写 clerk（代办员）或 head（站长）。',
  badPolicy:
    '--policy 写 passphrase（口令）、pin+card（PIN和解锁卡）或 pin+prf（PIN和指纹、面容）。只有PIN的只给演示用。',
  deviceIs: {
    revoked: [
      '已停用这台设备。它没送出的照样收下，转人工核查；下次联系时它的钥匙会清掉。',
      '看它上面可能有谁：npm run admin -- persons-on-device --device 设备编号',
    ],
    suspended: ['已暂停这台设备。它没送出的照样收下，转人工核查。'],
    active: ['已恢复这台设备，下次联系后可以解锁。'],
  },
  clerkIs: {
    suspended:
      '已暂停。他不能再看数据，发来的件转待核查；钥匙不清除，--restore 恢复。',
    active: '已恢复。暂停期间转待核查的件，请人逐件处理。',
  },
  clerkRemoved:
    '已移走这位代办员。他没送出的照样收下，转人工核查；设备下次联系时清掉他的钥匙。',
  personsOnDevice: (persons: number, cases: number) =>
    `这台设备收过${cases}件，涉及约${persons}人。收件号：`,
  alreadyInCustody: '恢复钥匙已由三位保管人保管，不重做。',
  askPassphrase: (custodian: number) => `第${custodian}位保管人的口令：`,
  askPair: '哪两位保管人在场（1+2、1+3 或 2+3）：',
  passphraseShort: (characters: number) =>
    `口令至少${characters}个字，请重新来一次。什么都没有改。`,
  passphrasesSame: '三位的口令要各不相同，请重新来一次。什么都没有改。',
  passphrasesWrong: '口令不对，或不是这两位。什么都没有打开。',
  recoveryKeyMade: [
    '恢复钥匙已做好：任意两位保管人的口令一起才能打开。忘了两份口令，谁也打不开，请各自收好。',
  ],
  vaultRecovered: (vaults: number) => [
    `已为这位代办员恢复${vaults}把钥匙。设备下次联系县里后，他解锁就能看到原来的件。`,
    '这次恢复已记入设备日志。',
  ],
  noEscrow: '县里没有这台设备的备份钥匙，或不是用这把恢复钥匙封的。',
  ticketWritten: (file: string) => `登记票已写入 ${file}（14天内用一次）。`,
  shortCode: (code: string) =>
    `8位登记码：${code}（24小时内有效，要联网用；没网就用上面的文件）`,
  applyOrRefuse:
    '请写 --apply（让它生效）或 --refuse（不让它生效），只写一个。',
  noOperation: (id: string) => `没有 ${id} 这一步。`,
  notHeld: (id: string, why: string) =>
    `${id} 没有变：它不在待核查，或者还是因为这个待核查（${why}）。`,
  settled: {
    applied: (id: string) => `${id} 已生效。`,
    refused: (id: string) => `${id} 不生效，村里会看到理由。`,
    held: (id: string) => `${id} 还要核查，原因变了。`,
    later: (id: string) => `${id} 前面一步还没到。`,
  },
  runAgain: (applied: number, refused: number, held: number) =>
    `重新办了一遍：生效${applied}件，退回${refused}件，还待核查${held}件。`,
  heldCode: (codes: readonly string[]) =>
    `--code 只能是 ${codes.join('、')} 中的一个。`,
  withdrawalMode:
    '--mode 只能是 stopIntake（不再按它收件）或 stopAll（按它收的件也都停办）。',
  noCatalogue: (version: string) => `没有 ${version} 这一版目录。`,
  catalogueWithdrawn: (version: string) =>
    `已停用 ${version}。这以后按它办的，到了都待核查；这以前办的照收。`,
  badThrough:
    '--through 要写备份开始的时间，如 2026-11-25T02:00:00+08:00，不能晚于现在。',
  backupNoted: (at: string) =>
    `已记下：${at} 以前的都在备份里，村里7天后可以放开照片。`,
  noCase: (id: string) => `没有 ${id} 这个办件编号。`,
  noWitness: '没有等着补记的记录。',
  witness: (caseId: string, n: number, kind: string, at: string) =>
    `${caseId} 第${n}条 ${kind} ${at}`,
  adoption: {
    adopted: '已补记',
    caseMissing: '办件还没从村里传回，传回后再来一次',
    byOperation: '是村里办的，会随那一步自己传回',
    notAllowed: '办件已经往别处走了，请在办件里处理',
  },
  failed: (reason: string) => `没有做成：${reason}`,
} as const;

/** What a station is called until the county gives it another name. */
export const stationNames = {
  village: (name: string) => `${name}便民服务站`,
  township: (name: string) => `${name}便民服务大厅`,
  county: (name: string) => `${name}政务服务大厅`,
} as const;
