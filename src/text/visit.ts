/** Several matters of one person at one sitting. */
export const visitText = {
  another: '同一个人再办一件',
  going: '接着给同一个人办，说过的不用再说',
  stop: '换了个人',
  title: (n: number) => `这一趟收了${n}件，一张凭证`,
  lastNine: (digits: string) => `后9位 ${digits}`,
  toldHere: '这一趟说过的人，点名字带出',
  told: (name: string, last4: string) => `${name} *${last4}`,
} as const;
