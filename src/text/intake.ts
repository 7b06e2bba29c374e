/** Every sentence of taking a case in, step by step, and of answering a correction. */

export const intakeText = {
  steps: {
    applicant: '申请人',
    form: '填表',
    materials: '材料',
    check: '核对',
    sign: '签名提交',
  },
  stepTitle: (step: string, n: number, all: number) => `${step} ${n}/${all}`,
  progress: (done: number, all: number) => `草稿 已做完${done}/${all}`,
  done: '已完成',
  todo: '未做',
  papersLeft: (n: number) => `差${n}样`,
  toMend: (n: number) => `有${n}处要改`,
  afterOthers: '做完前4步',
  continueWith: (step: string) => `接着做：${step}`,
  next: (step: string) => `下一步：${step}`,
  backToCheck: '改好了，回核对',
  putAside: '放一放',
  remove: '删除草稿',
  unreadable: '这份草稿读不出来了，原样保留着。',
  versionMissing: '要先取办事手册',
  keepsItself: '改一项存一项，随时可以停。',
} as const;

export const applicantText = {
  who: '给谁办？',
  privacy: '为办这件事登记您的信息，只用于办理。',
  privacyDetails:
    '填的内容和照片加密存在本机，只有县里和承办部门打得开。办完按规定期限清掉。',
} as const;

export const formText = {
  stillMissing: (n: number) => `还差${n}项`,
  complete: '该填的都填了',
  optional: (n: number) => `选填${n}项`,
  /** Of an answer that a condition hides: it is kept and not sent. */
  hidden: (label: string, because: string) =>
    `${label}：因为${because}，这项不用填`,
  because: (label: string, answer: string | undefined) =>
    answer === undefined ? `没填${label}` : `${label}是“${answer}”`,
  becauseOf: (label: string) => `${label}是现在这样`,
  nothingHere: '这件事没有别的要填。',
} as const;

export const handbookText = {
  title: '接办手册',
  ask: '要问',
  watch: '注意',
} as const;

export const materialsText = {
  got: (got: number, all: number) => `收了${got}/${all}样`,
  seeOriginal: '看过原件',
  photograph: '拍照',
  addPhotograph: '再拍一张',
  chooseFile: '选文件',
  notSeen: '没看过，取消',
  shrinking: '在压小…',
  handbook: '手册：怎么看、常出的错',
  check: '要看',
  mistakes: '常出的错',
  page: (paper: string, n: number) => `${paper} 第${n}张`,
  removePage: '删',
  removePageLabel: (paper: string, n: number) => `删 ${paper}第${n}张`,
  removed: (paper: string, n: number) => `已删 ${paper}第${n}张`,
  restore: '恢复',
  damaged: '这张照片坏了，请重拍',
  released: '县里已存好，本机已清',
  unreadable: '这张照片读不出来，请重拍或换一张',
  tooLarge: '这个文件太大，请拍照或换一个',
  tooManyPixels:
    '这张照片超过5000万像素，手机打不开。请把相机的像素调低再拍，或换一张。',
  storageFull: '照片存不下了，文字照常能存。请联网发送或导出。',
  photographsStay: '照片只存在本软件；系统相机可能另留一份在相册里。',
  none: '这件事不用交材料。',
  copies: (n: number) => `${n}份`,
  onlyIf: (condition: string) => `${condition}才交`,
  because: (condition: string) => `${condition}要交`,
  others: (n: number) => `其他材料${n}样，选交`,
  taken: (n: number) => `拍好了，${n}张`,
} as const;

/** What the catalogue's checks say; their own words come with the catalogue. */
export const checksText = {
  confirm: '已问清，照样提交',
  confirmLabel: (message: string) => `已问清，照样提交：${message}`,
  unconfirmed: (message: string) => `还没确认：${message}`,
  undecided: (message: string) => `这一条本机判断不了，由乡镇来看：${message}`,
} as const;

export const checkText = {
  title: '请和村民一起核对',
  applicant: '申请人',
  form: '填的内容',
  materials: '材料',
  change: '改',
  changeLabel: (label: string) => `改 ${label}`,
  notAnswered: '没填',
  readOut: '已念给申请人听，内容无误',
  readOutMissing: '还没勾“已念给申请人听，内容无误”',
  photographs: (n: number) => `照片${n}张`,
  seen: '看过原件',
  generated: '系统生成',
  notHandedIn: '没收',
  paperMissing: (paper: string) => `${paper}还没收`,
  mayGoOn: '先往下走也行，改好才能提交。',
  allThere: '该填的、该交的都齐了。',
} as const;

export const signText = {
  title: '请申请人签名',
  onlyTakenIn: '本村只收件，受理由乡镇告知。',
  statement: (matter: string) =>
    `我申请${matter}。所填内容和所交材料我已核对，都属实；如有不实，我承担责任。`,
  correctionStatement: (matter: string) =>
    `我补正${matter}。改过的内容我已核对，属实；如有不实，我承担责任。`,
  consent: '同意为办此事使用敏感信息',
  consentWhat: (fields: string) => `敏感信息：${fields}。`,
  consentRefused: '不同意的，可以交纸质材料到乡镇办。',
  mandate: (agent: string) => `我委托${agent}代办这件：递交、补正、领结果`,
  consentMissing: '还没勾“同意为办此事使用敏感信息”',
  pad: '签名',
  padHint: '用手指在这里写名字',
  again: '重写',
  signed: '已签名',
  empty: '还没签名',
  fingerprint: '按指印',
  print: '指印',
  cannotWrite: '不会写字',
  canWrite: '会写字，本人签',
  witness: '旁证人',
  witnessSays:
    '申请人不会写字。上面的内容由旁证人念给他听，他同意，由旁证人签名。',
  witnessTitle: '请旁证人签名',
  witnessPad: '旁证人签名',
  noWitness: '还没填旁证人',
  witnessEmpty: '旁证人还没签名',
  submit: '签好了，提交这件',
  submitCorrection: '提交补正',
  saving: '正在存…',
  saveAgain: '再存一次',
  notSaved: (reason: string) => `没存上：${reason}。签名还在，点“再存一次”。`,
  notSignedHere: '只改了材料，不用重新签名。',
} as const;

export const correctionText = {
  title: '补正',
  reviewerSays: (reason: string) => `乡镇说：${reason}`,
  fix: (fix: string) => `怎么补：${fix}`,
  fields: '要改的内容',
  papers: '要补的材料',
  onlyNamed: '只改乡镇点名的，别的不动。',
} as const;
