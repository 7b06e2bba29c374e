export const findText = {
  title: '办什么事',
  search: '搜名称、首字母、一句话',
  example: '例：gljt、建房、老人走了',
  draftNotice: '内容是研究整理的草案，以县里发布的为准。',
  promise: (days: number) => `承诺${days}个工作日`,
  count: (n: number) => `${n}项`,
  nothing: (word: string, all: number) =>
    `没找到“${word}”。村里能办${all}项；换个说法，或看全部。`,
  seeAll: (all: number) => `看全部${all}项`,
  later: '这项要填表格，后面的版本才能收。',
  opening: '正在开一件…',
} as const;
