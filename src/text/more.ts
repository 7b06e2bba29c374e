export const moreText = {
  thisDevice: '这台设备',
  textSize: '字号',
  textSizeExample: '这一行是现在的字号。',
  lock: '锁上',
  clerks: '代办员和解锁方式',
  send: '发送',
  attention: '需处理',
  restore: '恢复',
  removedDrafts: '最近删除',
  removedNone: '没有删除的草稿。',
  removedKept: '删除后留7天。',
} as const;
