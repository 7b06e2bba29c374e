/** Finding a matter: by words, by what has happened, by what is taken in most. */

/** What people come with; `words` are looked for as if they had been typed. */
type Situation = { label: string; words: readonly string[] };

const situations: readonly Situation[] = [
  { label: '年满60', words: ['60岁'] },
  { label: '年满80', words: ['80岁'] },
  { label: '家人去世', words: ['老人没了'] },
  { label: '生孩子', words: ['生孩子', '新生儿'] },
  { label: '生病住院', words: ['看病', '住院', '大病'] },
  { label: '要建房', words: ['建房', '危房'] },
  { label: '残疾', words: ['残疾'] },
  { label: '上学', words: ['助学', '上学'] },
  { label: '找工作', words: ['找工作', '做生意'] },
];

const moreSituations: readonly Situation[] = [
  { label: '家里困难', words: ['困难', '五保'] },
  { label: '孩子没人养', words: ['孤儿'] },
  { label: '交养老、医保', words: ['交养老', '交医保'] },
  { label: '补证换证', words: ['换卡', '光荣证', '优待证', '残疾证'] },
  { label: '迁户口', words: ['迁户口'] },
  { label: '种地、砍树', words: ['种地', '砍树'] },
  { label: '当过兵', words: ['当过兵'] },
];

export const findText = {
  title: '办什么事',
  search: '搜名称、首字母、一句话',
  example: '例：gljt、建房、老人走了',
  draftNotice: '内容是研究整理的草案，以县里发布的为准。',
  promise: (days: number) => `承诺${days}个工作日`,
  count: (n: number) => `${n}项`,
  draftCount: (draft: string, n: number) => `${draft} · ${n}项`,
  met: (words: string) => `说到“${words}”`,
  happened: '遇到的事：',
  situations,
  moreSituations,
  more: '更多',
  fewer: '收起',
  other: '换一个',
  often: '常办',
  byDepartment: '按部门看',
  hits: '找到的事项',
  nothing: (word: string, all: number) =>
    `没找到“${word}”。村里能办${all}项；换个说法，或看全部。`,
  near: '是不是这些？',
  seeAll: (all: number) => `看全部${all}项`,
  askTownship: (word: string) => `记下“${word}”，问乡镇：`,
  notHere: '村里不收',
  withdrawn: '停办了，已收的照常办。',
  opening: '正在开一件…',
} as const;
