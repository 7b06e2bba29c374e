/** What waits in a store that does not open leaves as a file, if the browser still gives it. */
export const rescueText = {
  looking: '正在看能不能导出…',
  impossible:
    '现在也导不出来：浏览器连存着的内容都不给。不要卸载，先重启这台设备，再来导出。',
  nothing: '能读到的都已送达，没有要带走的。',
  explained: '文件还读得出来，已加密，只有县里打得开。存好后交乡镇。',
  failed: '没导出来。请先清出一些地方，再导一次。',
} as const;
