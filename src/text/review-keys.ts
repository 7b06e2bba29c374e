/** The console's keys; single letters work while nobody types. */
export const keysText = {
  title: '快捷键',
  open: '快捷键',
  close: '关上',
  useThem: '用单个字母的快捷键（打字时从不触发）',
  groups: [
    {
      title: '名单',
      keys: [
        ['J K ↑ ↓', '上下一件'],
        ['Enter', '打开'],
        ['/', '搜'],
        ['R', '刷新'],
      ],
    },
    {
      title: '办件',
      keys: [
        ['Esc', '回名单'],
        ['J K', '下一件、上一件'],
        ['A', '受理'],
        ['B', '一次告知补正'],
        ['D', '不予受理'],
        ['T', '转给部门'],
        ['Y', '清单下一项打勾'],
        ['V', '看完整号码'],
        ['Ctrl+Enter', '做对话里写的那件事'],
      ],
    },
    {
      title: '材料',
      keys: [
        ['1–9', '第几张'],
        ['] Space', '下一张'],
        ['[', '上一张'],
        ['+ − 0', '缩放、合适大小'],
        ['R', '转'],
        ['C', '这张合格'],
        ['Shift+C', '全部合格'],
        ['X', '这张有问题'],
      ],
    },
    { title: '到处', keys: [['?', '看快捷键']] },
  ],
} as const;
