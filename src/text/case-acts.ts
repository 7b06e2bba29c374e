import { catalogueVersion } from './common.ts';

export const repairText = {
  title: '县平台没收下，改好再发',
  keeps: (number: string) =>
    `改好后还是这件：收件号（后9位${number}）和收件时间都不变，凭证照样有效。`,
  mend: (places: string) => `请改：${places}`,
  lifted: '原来那版办事手册停用了，已换成新版。填的都在，请再看一遍。',
  versionMissing: (version: string) =>
    `这件按办事手册${catalogueVersion(version)}办，那一版不在本机。联网一次就能接着办，填的都在。`,
  versionGone: (version: string) =>
    `这件按办事手册${catalogueVersion(version)}办，县里也没有那一版了。填的都在，请问县里。`,
} as const;

export const withdrawText = {
  act: '撤件',
  title: '撤件',
  stepTitle: '撤回这一步',
  why: '为什么撤',
  whyStep: '为什么撤回',
  reasons: {
    applicantAsks: '申请人不办了',
    wrongMatter: '事项选错了',
    enteredTwice: '重复收了',
    notEligible: '不符合条件',
    other: '别的原因',
  },
  words: '补充说明',
  wordsHint: '选“别的原因”就写清楚',
  explained: '撤了不能恢复。还要办，就重新收一件。',
  explainedUnsent:
    '县平台没收下过这件。撤了不能恢复，内容和凭证留在本机可查。还要办，就重新收一件。',
  explainedWish:
    '县里已经受理，撤不撤由承办部门答复。答复前照常办，答复会记在进度里。',
  explainedStep: '只撤这一步，这件本身照常办。撤了不能恢复。',
  confirm: (what: string) => `撤回${what}？`,
  doIt: '撤回这件',
  askIt: '申请撤件',
  doItStep: '撤回这一步',
  doNot: '不撤',
  saving: '正在存…',
  full: (reason: string, words: string) =>
    words === '' ? reason : `${reason}：${words}`,
  notNow: '这件现在不能在村里撤，请问乡镇。',
} as const;

export const supplementText = {
  title: '补交材料',
  retakeTitle: '重拍',
  retake: '重拍',
  damaged: (n: number) =>
    `材料损坏：${n}张照片本机读不出来了，县里还没收到。请重拍。`,
  damagedCorrecting: (n: number) =>
    `材料损坏：${n}张照片本机读不出来了。先补正，补正后再重拍。`,
  damagedRefused: (n: number) =>
    `材料损坏：${n}张照片本机读不出来了。改好再发时一起重拍。`,
  only: '只拍下面坏了的，别的不动。',
  any: '补哪样拍哪样，别的不动。',
  pagesMissing: (paper: string, n: number) =>
    n > 1 ? `${paper}要重拍${n}张` : `${paper}还没拍`,
  signAgain: '签名也坏了，请申请人重签',
  submit: '拍好了，补交这件',
  nothing: '还没拍，拍一张再补交',
} as const;

/** What is done to a case in a few words. `send`: the act itself. */
export const actText = {
  confirmDelivery: {
    title: '结果交到村民手里',
    send: '登记已领取',
    hint: '谁来领的写谁的姓名，当面核对证件。',
  },
  updateContact: { title: '改联系方式', send: '改好，发给县里' },
} as const;
