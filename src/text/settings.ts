const connectors = {
  CERTIFICATE: {
    address: '电子证照核验接口的地址',
    example: 'https://dzzz.example.gov.cn/check',
    system: '电子证照系统',
  },
  OUTBOUND: {
    address: '接收办件事件的地址',
    example: 'https://zwfw.example.gov.cn/events',
    system: '接收事件的系统',
  },
  SMS: {
    address: '短信网关的地址',
    example: 'https://sms.example.gov.cn/messages',
    system: '短信网关',
  },
} as const;

/** What is wrong with the settings of a system that the platform speaks to. */
export const connectorSettingText = {
  url: (name: keyof typeof connectors, given: string) =>
    `${name}_URL 写成了“${given}”。写${connectors[name].address}，要以 https:// 开头，如 ${name}_URL=${connectors[name].example}。`,
  secretFile: (name: keyof typeof connectors, least: number) =>
    `写了 ${name}_URL，${name}_SECRET_FILE 没写、打不开或太短。写一个文件的路径，里面只有和${connectors[name].system}共用的密钥，至少${least}个字符，只让运行平台的账号能读。`,
  sm2KeyFile:
    'OUTBOUND_SM2_KEY_FILE 指的文件打不开，或里面不是SM2私钥。写一个文件的路径，里面只有64位十六进制的私钥，只让运行平台的账号能读；不用国密就不写。',
  timeout: (name: keyof typeof connectors, given: string) =>
    `${name}_TIMEOUT_MS 写成了“${given}”。写100到99999之间的毫秒数，如 ${name}_TIMEOUT_MS=10000。`,
} as const;

/** What is wrong with the settings of the store of materials. */
export const materialSettingText = {
  url: (given: string) =>
    `MATERIALS_URL 写成了“${given}”。写对象存储的地址加桶名，要以 https:// 开头，如 MATERIALS_URL=https://s3.example.gov.cn/materials；不写就存在数据目录里。`,
  region: (given: string) =>
    `MATERIALS_REGION 写成了“${given}”。写对象存储的区域名，如 MATERIALS_REGION=us-east-1。`,
  keyId:
    '写了 MATERIALS_URL，MATERIALS_KEY_ID 没写或写得不对。写对象存储给本平台的访问密钥编号（Access Key ID），如 MATERIALS_KEY_ID=village。',
  secretFile:
    '写了 MATERIALS_URL，MATERIALS_SECRET_FILE 没写、打不开或是空的。写一个文件的路径，里面只有访问密钥（Secret Access Key），只让运行平台的账号能读，如 MATERIALS_SECRET_FILE=/etc/village/s3.secret。',
} as const;

/** What is wrong with the settings of systems that speak to the platform. */
export const inboundSettingText = {
  url: (given: string) =>
    `INBOUND_URL 写成了“${given}”。写外面的系统打开本平台用的地址，要以 https:// 开头，如 INBOUND_URL=https://platform.example.gov.cn；没有系统发来就不写。`,
  sendersFile: (place: string) =>
    `写了 INBOUND_URL，INBOUND_SENDERS_FILE 没写、打不开或写得不对${place === '' ? '' : `（${place}）`}。写一个JSON文件的路径，每个系统一项：[{"id":"province","name":"湖北政务服务网","secret":"至少32个字符","begins":true,"offices":[]}]，只让运行平台的账号能读。`,
} as const;

/** What is wrong with the settings of the county's identity provider. */
export const oidcSettingText = {
  noIssuer: (given: readonly string[]) =>
    `写了 ${given.join('、')}，没写 OIDC_ISSUER。写县统一身份认证的地址，如 OIDC_ISSUER=https://sso.example.gov.cn；不用统一身份登录，就把这些都去掉。`,
  issuer: (given: string) =>
    `OIDC_ISSUER 写成了“${given}”。写县统一身份认证的地址，要以 https:// 开头，和它自己公布的一字不差，如 OIDC_ISSUER=https://sso.example.gov.cn。`,
  clientId:
    '写了 OIDC_ISSUER，没写 OIDC_CLIENT_ID。写县统一身份认证给本平台的客户端编号。',
  noSecretFile:
    '写了 OIDC_ISSUER，没写 OIDC_CLIENT_SECRET_FILE。写一个文件的路径，里面只有县统一身份认证给本平台的密钥。',
  secretFile: (path: string) =>
    `OIDC_CLIENT_SECRET_FILE 指的文件 ${path} 打不开或是空的。把密钥写进这个文件，只让运行平台的账号能读。`,
  callback: (given: string, path: string) =>
    `OIDC_CALLBACK 写成了“${given}”。写工作台的地址加 ${path}，和在县统一身份认证登记的一字不差，如 OIDC_CALLBACK=https://review.example.gov.cn${path}。`,
  loginClaim:
    'OIDC_LOGIN_CLAIM 写的不对。写身份令牌里和本平台账号相同的那一项的名字，如 OIDC_LOGIN_CLAIM=preferred_username。',
};

/** What is wrong with a setting, and what to write instead. */
export const settingText = {
  port: (given: string) =>
    `PORT 写成了“${given}”。写 1 到 65535 的数，如 PORT=8080。`,
  metricsPort: (given: string) =>
    `METRICS_PORT 写成了“${given}”。写 1 到 65535 的数，如 METRICS_PORT=9464；不用监控就不写。`,
  host: (given: string) =>
    `HOST 写成了“${given}”。写本机的地址，如 HOST=127.0.0.1（只有本机能用）或 HOST=0.0.0.0（整个网络能用）。`,
  demo: (given: string) =>
    `DEMO 写成了“${given}”。写 DEMO=1（带演示数据）或 DEMO=0（不带）。`,
  addressHeader: (given: string) =>
    `ADDRESS_HEADER 写成了“${given}”。写反向代理用来写明对方地址的请求头，如 ADDRESS_HEADER=X-Forwarded-For；不经代理就不写。`,
  days: (name: string, given: string, byDefault: number, most: number) =>
    `${name} 写成了“${given}”。写天数，1 到 ${most} 的整数，如 ${name}=${byDefault}。`,
  people: (name: string, given: string, byDefault: number, most: number) =>
    `${name} 写成了“${given}”。写人数，1 到 ${most} 的整数，如 ${name}=${byDefault}。`,
  // The given text may hold a password and is not repeated.
  figuresDatabaseUrl:
    'FIGURES_DATABASE_URL 不是PostgreSQL只读副本的地址。写 FIGURES_DATABASE_URL=postgres://用户:密码@主机:5432/库名；没有副本就不写，统计从主库读。',
  databaseUrl:
    'DATABASE_URL 不是PostgreSQL数据库的地址。写 DATABASE_URL=postgres://用户:密码@主机:5432/库名；不写就用自带的数据库。',
};

/** What is wrong with the origins of the surfaces, and what to write instead. */
export const originSettingText = {
  missing: (name: string) =>
    `还差 ${name}。四个地址要一起写：COUNTER_ORIGIN、REVIEW_ORIGIN、RESIDENT_ORIGIN、UPLOAD_ORIGIN；都不写就全在一个地址上。`,
  notOrigin: (name: string, site: string) =>
    `${name} 要写成 https://主机名，后面不带路径，如 ${name}=https://${site}.example.gov.cn。`,
  sameHost:
    'COUNTER_ORIGIN、REVIEW_ORIGIN、RESIDENT_ORIGIN、UPLOAD_ORIGIN 的主机名要各不相同，只换端口不行。',
} as const;
