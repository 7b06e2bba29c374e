/** Every sentence of the camera, and of the picture before it becomes a page. */
export const cameraText = {
  close: '关',
  starting: '正在打开相机…',
  guide: {
    card: '把卡放进框里',
    page: '把纸放进框里',
    scene: '对准了再拍',
    mark: '把指印放进框里',
  },
  /** While one aims. */
  hints: {
    dark: '太暗，开手电',
    blurred: '有点糊，拿稳',
    glare: '反光，斜一点',
    edge: '边没进框',
    none: '就这样，可以拍',
  },
  shoot: '拍',
  torch: '手电',
  systemCamera: '用系统相机',
  staysHere: '照片只存在本软件，不进相册',
  notTaken: '没拍成，请再拍一次',
  taken: (n: number) => `拍好了，${n}张`,
  /** Of a paper whose pages have names. */
  still: (pages: readonly string[]) => `还要拍：${pages.join('、')}`,
  soFar: (n: number, still: string | false | undefined): string =>
    [cameraText.taken(n), still || []].flat().join('，'),
  /** There is no room for photographs, and the paper may follow later. */
  textOnly: '只存文字，照片改容缺',

  looking: '正在看清不清…',
  question: { paper: '字看得清吗？', mark: '指印看得清吗？' },
  picture: (paper: string, n: number) => `${paper} 第${n}张`,
  /** Of the picture that was taken; they advise, and forbid nothing. */
  faults: {
    dark: '有点暗，开手电再拍',
    blurred: '有点糊，拿稳再拍',
    glare: '有点反光，斜一点再拍',
    edge: '边没进框，退远一点再拍',
    small: '字可能太小，靠近一点再拍',
  },
  use: '看得清，用它',
  another: '用它，再拍一张',
  again: '重拍',
  otherFile: '换一张',

  turn: '向右转',
  crop: '裁边',
  cropHint: '选一个角，拖动它，或按下面的键挪。',
  corners: ['左上角', '右上角', '右下角', '左下角'],
  moves: { left: '往左', right: '往右', up: '往上', down: '往下' },
  whole: '不裁，整张都要',
  cropped: '裁好了',

  trouble: {
    title: '相机用不了',
    denied: '浏览器没有相机权限。',
    missing: '这台设备上没有找到相机。',
    busy: '相机正被别的软件占着，先关掉那个软件。',
    chromium: ['点地址栏左边的锁', '权限 → 相机 → 允许', '回来点“再试”'],
    firefox: [
      '点地址栏左边的相机图标',
      '把“已阻止”旁边的叉点掉',
      '回来点“再试”，再点“允许”',
    ],
    installed: [
      '打开手机的“设置” → 应用',
      '找到这个软件或浏览器 → 权限 → 相机 → 允许',
      '回来点“再试”',
    ],
    retry: '再试',
    chooseFile: '选一张照片',
    postpone: '这样先后补（容缺）',
    nothingLost: '填好的都在，没有丢。',
  },
} as const;
