import { auditText } from './review-trust.ts';

const WORDS: Record<string, string> = {
  caseOpened: '看了办件',
  materialOpened: '看了材料',
  numbersOpened: '看了完整号码',
  caseLookedAt: '审计看了办件（遮着姓名号码）',
  heldSettled: '处理了待核查的一步',
  secondAsked: '提出两人办的事',
  secondApproved: '同意了两人办的事',
  deviceSet: '停用、暂停或恢复设备',
  clerkRemoved: '取消了设备上的代办员',
  ticketIssued: '发了登记票',
  clerkVouched: '担保了代办员',
  clerkProposed: '提名了代办员',
  proposalDecided: '决定了代办员提名',
  noticeOpened: '看了文书',
  personsSearched: '按人搜了',
  rowsExported: '导出了办件表',
  refused: '想做不归他的事，没让做',
  manyOpened: '短时间看了很多件',
  signedIn: '登录',
  signInFailed: '登录没成',
  provedAgain: '又输了一次密码',
  auditRead: '看了记录',
  auditExported: '导出了记录',
  command: '在县里的键盘上做了维护',
};

/** An act of the log as a sentence has it. */
export function auditActWord(act: string): string {
  return WORDS[act] ?? auditText.unknown(act);
}
