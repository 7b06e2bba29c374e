/** What `npm run backup` and `npm run restore` print for the person at the keyboard. */

function size(bytes: number): string {
  const mb = bytes / 1024 / 1024;
  return mb < 1024 ? `${mb.toFixed(1)} MB` : `${(mb / 1024).toFixed(1)} GB`;
}

export const backupText = {
  usage: [
    '用法：npm run backup -- --to 放备份的目录 [--with-keys]',
    '  平台照常开着；每次在里面新建一个目录。',
  ],
  usageOfRestore: [
    '用法：npm run restore -- --from 备份的目录 [--keys 钥匙的目录]',
    '  平台要先停下；只往空的数据目录里放，用 DATA_DIR=… 指定。',
  ],
  insideData: (dataDir: string) =>
    `备份不能放在数据目录 ${dataDir} 里面，盘坏了会一起没有。--to 写别的盘上的目录。`,
  sameDisk:
    '注意：备份和数据在同一块盘上，盘坏了会一起没有。请再抄一份到别的机器或移动硬盘。',
  alreadyRunning: '另一次备份还没有做完。等它做完再来。',
  tablespaces:
    '数据库有文件放在数据目录外（表空间），这个命令备份不了。请用数据库自己的工具备份。',
  database: '正在备份数据库…',
  materials: '正在备份材料…',
  copied: (files: number, bytes: number) =>
    `  已备份${files}个文件，${size(bytes)}…`,
  damaged: (folder: string, hashes: readonly string[]) =>
    [
      `有${hashes.length}份材料的文件坏了（内容和名字对不上），这次备份不算。把它们从 ${folder} 移走，再备份一次；村里还有的会重新送来：`,
      ...hashes
        .slice(0, 20)
        .map((hash) => `  ${hash.slice(0, 2)}/${hash.slice(2)}`),
    ].join('\n'),
  diskFull: '放备份的盘满了，这次备份不算。腾出地方，或换一个 --to，再来一次。',
  engineGone:
    '数据库连不上，或中途停了，这次不算。看平台（用 DATABASE_URL 的，看那个数据库）在不在运行，再来一次。',
  storeAway:
    '放材料的存储（MATERIALS_URL）连不上，或不是平台原来用的那个桶，这次不算。核对 MATERIALS_URL，等它通了再来一次。',
  forbidden: (path: string) =>
    `没有权限读写 ${path}。用启动平台的那个账号运行，或换一个目录。`,
  finished: (
    folder: string,
    {
      through,
      files,
      bytes,
    }: { through: string; files: number; bytes: number },
  ) =>
    `备份做好了：${folder}（${files}个文件，${size(bytes)}）。${through} 以前的都在里面。`,
  materialsIn: ({
    count,
    linked,
    missing,
  }: {
    count: number;
    linked: number;
    missing: number;
  }) =>
    `材料${count}份，其中${linked}份和以前的备份共用一份文件。` +
    (missing === 0 ? '' : `有${missing}份的文件已不在，会向村里再要。`),
  plain:
    '数据库里的姓名、住址、电话是明文，证件号和账号是加密的。备份要像数据目录一样锁好。',
  withKeys:
    '钥匙（keys/）也在里面：谁拿到这份备份，就能打开全部内容。请锁好，最好另外加密。',
  withoutKeys:
    '里面没有钥匙（keys/）：没有它，照片、证件号和没办的件都打不开。请另外抄一份 keys/ 到别处；恢复时用 --keys 指给它。',
  check: (name: string) =>
    `检查文件有没有坏：在 ${name} 里运行 sha256sum -c --quiet files.sha256`,
  external: [
    '数据库是 DATABASE_URL 指定的，这次只备份了材料，不算做完。数据库要用它自己的工具备份，并且要在这之前：',
    '  1. 记下时间，运行 pg_dump 或你们自己的备份；',
    '  2. 再运行 npm run backup -- --to …；',
    '  3. 都做好了，运行 npm run admin -- backup-finished --through 第1步记下的时间',
  ],
  marked: '已记下，村里7天后可以放开备份里有的照片。',
  noBackup: (from: string, backups: readonly string[]) =>
    backups.length === 0
      ? `${from} 不是做完的备份（里面没有 backup.json）。--from 写备份的目录。`
      : [`${from} 里有几份备份，--from 写其中一份：`, ...backups].join('\n  '),
  otherCounty: (county: string) =>
    `这份备份是 ${county} 的，不是本县的。请核对 --from。`,
  databaseElsewhere:
    '这份备份里没有数据库：那时用的是 DATABASE_URL 指定的。先用数据库自己的工具恢复它，再设好 DATABASE_URL，运行这个命令。',
  databaseInside:
    '这份备份里是自带的数据库，不能放进 DATABASE_URL 指定的那个。去掉 DATABASE_URL 再来。',
  keysApart:
    '这份备份里没有钥匙，恢复了也打不开。用 --keys 指给它另外保管的 keys 目录。',
  keysMissing: (folder: string, names: readonly string[]) =>
    `${folder} 里的钥匙不全，还差：${names.join('、')}。没有它们，有的内容打不开。`,
  keysForeign: (folder: string) =>
    `${folder} 里的钥匙不是这份备份的，打不开它。请核对 --keys。`,
  notEmpty: (dataDir: string) =>
    `数据目录 ${dataDir} 里已有东西，恢复只往空目录里放。先停平台，给它改个名留着（mv ${dataDir} ${dataDir}.old），或用 DATA_DIR=别的目录。`,
  halfRestored: (dataDir: string) =>
    `数据目录 ${dataDir} 里有一次没做完的恢复。清空这个目录，再恢复一次。`,
  unpacking: '正在放回文件，边放边核对…',
  unpacked: (done: number, all: number) => `  已放回${done}个文件，共${all}个…`,
  fileBroken: (path: string) =>
    `备份坏了：${path} 不在，或和做备份时不一样。什么都没有恢复，请换一份备份。`,
  starting: '文件都对。正在启动数据库，补上备份时正在写的…',
  restored: (
    dataDir: string,
    p: { through: string; cases: number; materials: number; missing: number },
  ) => [
    `恢复好了：${dataDir}，办件${p.cases}件，材料${p.materials}份。${p.through} 以前的都在。`,
    ...(p.missing === 0
      ? []
      : [`有${p.missing}份材料的文件不在，会向村里再要。`]),
    `必须做：${p.through} 以后停用的设备、移走的代办员、停用的账号，现在又都能用了，那以后换的密码和动态码也换回去了。启动后对着记录逐个再做一遍：`,
    '  npm run admin -- revoke-device --device 设备编号',
    '  npm run admin -- remove-clerk --device 设备编号 --clerk 账号',
    '  npm run admin -- disable-account --login 账号',
    '  npm run admin -- reset-password --login 账号',
    '各村下次联系时会知道县里恢复过，把这以后办的重新送来。',
    `启动：DATA_DIR=${dataDir} npm start`,
    '各村都联系过以后，看有没有要补记的：npm run admin -- adopt-witnesses',
  ],
  restoredExternal:
    '数据库是 DATABASE_URL 指定的，已告诉它恢复过。恢复后做好第一份备份，用 npm run admin -- backup-finished 记下。',
  failedRestore: (reason: string) => `恢复没有做成：${reason}`,
  failed: (reason: string) => `备份没有做成：${reason}`,
} as const;
