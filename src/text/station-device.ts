/** The page 设备, the update, and what the guard of the storage says. */

export const updateText = {
  ready: '新版本已备好。更新约10秒，草稿和没送出的都在。',
  now: '现在更新',
  underWay: '存好、发完这一轮就更新…',
} as const;
