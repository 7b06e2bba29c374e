/** What is wrong with a setting, and what to write instead. */
export const settingText = {
  port: (given: string) =>
    `PORT 写成了“${given}”。写 1 到 65535 的数，如 PORT=8080。`,
  host: (given: string) =>
    `HOST 写成了“${given}”。写本机的地址，如 HOST=127.0.0.1（只有本机能用）或 HOST=0.0.0.0（整个网络能用）。`,
  demo: (given: string) =>
    `DEMO 写成了“${given}”。写 DEMO=1（带演示数据）或 DEMO=0（不带）。`,
  addressHeader: (given: string) =>
    `ADDRESS_HEADER 写成了“${given}”。写反向代理用来写明对方地址的请求头，如 ADDRESS_HEADER=X-Forwarded-For；不经代理就不写。`,
  days: (name: string, given: string, byDefault: number, most: number) =>
    `${name} 写成了“${given}”。写天数，1 到 ${most} 的整数，如 ${name}=${byDefault}。`,
  // The given text may hold a password and is not repeated.
  databaseUrl:
    'DATABASE_URL 不是PostgreSQL数据库的地址。写 DATABASE_URL=postgres://用户:密码@主机:5432/库名；不写就用自带的数据库。',
};
