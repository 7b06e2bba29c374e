/** A refused step without a draft is put right in a form of its own. */
export const mendStepText = {
  title: (step: string) => `改好再发：${step}`,
  gone: '这一步已经不在需处理里了。',
  explained: '签名和照片照旧带上，只改下面写的。',
  reason: '撤件原因',
  receivedBy: '领取人姓名',
  level: '请申请人再评一次',
  levelHint: '上次评的不给代办员看。把屏幕交给申请人选。',
  levels: ['非常满意', '满意', '基本满意', '不满意', '非常不满意'],
  comment: '想说的话',
  send: '改好了，再发',
  saving: '正在存…',
} as const;
