// Known bugs, each a deliberate break of today's code that only the laboratory
// builds (build.mjs): every `find` occurs once in its file. Which invariant sees it,
// and at which seed, stands in README.md.

const DEVICE = 'src/device';
const INTAKE = 'src/platform/intake';

export const BUGS = [
  {
    name: 'default-durability',
    says: 'write transactions have the browser’s default durability',
    patches: [
      {
        file: `${DEVICE}/database/tables.ts`,
        find: `chromeTransactionDurability: 'strict'`,
        put: `chromeTransactionDurability: 'default'`,
      },
      {
        file: `${DEVICE}/database/write.ts`,
        find: `if (durability !== 'strict')`,
        put: `if (durability === 'none')`,
      },
    ],
  },
  {
    name: 'saved-before-commit',
    says: 'the screen says saved while the transaction still runs',
    patches: [
      {
        file: `${DEVICE}/cases/store-operation.ts`,
        find: `  const ending = await write(`,
        put: `  const ending = 'stored';\n  void write(`,
      },
    ],
  },
  {
    name: 'acknowledge-before-commit',
    says: 'the county answers a batch before its transaction has committed',
    patches: [
      {
        file: `${INTAKE}/take-in-batch.ts`,
        find: `  const done = await transact(sql, async (work) => {`,
        put: `  let tell; const told = new Promise((resolve, reject) => { tell = resolve; });\n  void transact(sql, async (work) => {`,
      },
      {
        file: `${INTAKE}/take-in-batch.ts`,
        find: `    return { results, ack, wanted };\n  });`,
        put: `    const said = { results, ack, wanted };\n    tell(said);\n    return said;\n  }).catch(() => undefined);\n  const done = await told;`,
      },
    ],
  },
  {
    name: 'unheard-is-done',
    says: 'a connection that is lost at the commit counts as committed',
    patches: [
      {
        file: `${INTAKE}/take-in-batch.ts`,
        find: `  const done = await transact(sql, async (work) => {`,
        put: `  let said;\n  const done = await transact(sql, async (work) => {`,
      },
      {
        file: `${INTAKE}/take-in-batch.ts`,
        find: `    return { results, ack, wanted };\n  });`,
        put: `    said = { results, ack, wanted };\n    return said;\n  }).catch((error) => {\n    if (said === undefined || error.code !== 'CONNECTION_CLOSED') throw error;\n    return said;\n  });`,
      },
    ],
  },
  {
    name: 'withdrawn-at-arrival',
    says: 'a withdrawn version holds what arrives after that, whenever it was made',
    patches: [
      {
        file: `${INTAKE}/catalogue-withdrawn.ts`,
        find: `  const madeAt = takenInAt(await readInterval(application, operation.madeAt));`,
        put: `  const madeAt = (await readInterval(application, operation.madeAt)).to;`,
      },
    ],
  },
  {
    name: 'withdrawn-is-invalid',
    says: 'what was made by a withdrawn version is refused, and no person is asked',
    patches: [
      {
        file: `${INTAKE}/apply-submit.ts`,
        find: `  if (isStopped) return hold('catalogueWithdrawn');`,
        put: `  if (isStopped) return invalid('catalogueVersion');`,
      },
    ],
  },
  {
    name: 'withdrawn-forgotten',
    says: 'a version that was withdrawn goes on as before',
    patches: [
      {
        file: `${INTAKE}/catalogue-withdrawn.ts`,
        find: `  if (first === undefined) return false;`,
        put: `  if (first === undefined || first.at !== '') return false;`,
      },
    ],
  },
  {
    name: 'ticket-binds-the-last',
    says: 'a ticket is bound to whoever shows it last',
    patches: [
      {
        file: 'src/platform/enrolment/enrol-device.ts',
        find: `    if (row.usedBy !== null) {`,
        put: `    if (row.usedBy === request.deviceId) {`,
      },
      {
        file: 'src/platform/enrolment/enrol-device.ts',
        find: `  if (!isThere) return false;`,
        put: ``,
      },
    ],
  },
  {
    name: 'used-ticket-unsaid',
    says: 'a device whose ticket another one has used goes on as if bound',
    patches: [
      {
        file: `${DEVICE}/sync/bind-device.ts`,
        find: `    : { state: 'problem', code: said.code };`,
        put: `    : { state: 'bound', code: null };`,
      },
    ],
  },
  {
    name: 'cursor-first',
    says: 'the cursor of the feed moves before the page is applied',
    patches: [
      {
        file: `${DEVICE}/sync/apply-feed.ts`,
        find: `  const apply = async () => {`,
        put: `  await write(context.store, ['cursors'], () => moveCursors(db, page));\n  const apply = async () => {`,
      },
    ],
  },
  {
    name: 'no-compare-and-set',
    says: 'an answer settles a row whatever state it has by then',
    patches: [
      {
        file: `${DEVICE}/outbox/settle.ts`,
        find: `if (found === undefined || found.state !== 'pending') return;`,
        put: `if (found === undefined) return;`,
      },
    ],
  },
  {
    name: 'removed-at-send',
    says: 'rows leave the outbox when they are sent, not when they are acknowledged',
    patches: [
      {
        file: `${DEVICE}/sync/batch.ts`,
        find: `import { read } from '../database/write.ts';`,
        put: `import { read, write } from '../database/write.ts';`,
      },
      {
        file: `${DEVICE}/sync/batch.ts`,
        find: `  { ports, memory }: Omit<DeliveryContext, 'progress'>,\n  pass: Pass,\n  rows: readonly OutboxRow[],\n): Promise<Sent> {`,
        put: `  { ports, memory, store }: Omit<DeliveryContext, 'progress'>,\n  pass: Pass,\n  rows: readonly OutboxRow[],\n): Promise<Sent> {\n  await write(store, ['outbox'], () => store.db.outbox.bulkDelete(rows.map(({ id }) => id)));`,
      },
    ],
  },
  {
    name: 'portal-200',
    says: 'any 200 counts as delivered, a captive portal’s too',
    patches: [
      {
        file: `${DEVICE}/sync/decide-answer.ts`,
        find: `  if (!isJson(heard.mediaType)) return later('portal', null);`,
        put: `  if (!isJson(heard.mediaType)) {
    if (asked.kind !== 'operations') return later('portal', null);
    return { act: 'take', value: { batchId: asked.batchId, results: asked.ids.map((id) => ({ id, result: 'applied' })), wanted: [], serverTime: new Date(0).toISOString(), epoch: '' } };
  }`,
      },
    ],
  },
  {
    name: '413-drops-the-batch',
    says: 'a batch that is too big is given up as a whole',
    patches: [
      {
        file: `${DEVICE}/sync/push.ts`,
        find: `    case 'halve':\n    case 'bisect':`,
        put: `    case 'halve':\n      await putInTray(context, rows, 'tooLarge');\n      wentThrough(context, turn);\n      return 'goOn';\n    case 'bisect':`,
      },
    ],
  },
  {
    name: 'retry-without-clamp',
    says: 'a next attempt that was kept under a wrong clock is waited for',
    patches: [
      {
        file: `${DEVICE}/sync/retry-clock.ts`,
        find: `nextAt: Math.min(kept.nextAt, nowMs + LONGEST_MS) }`,
        put: `nextAt: kept.nextAt }`,
      },
    ],
  },
  {
    name: 'retry-without-pause',
    says: 'a failed round is tried again at once',
    patches: [
      {
        file: `${DEVICE}/sync/retry-clock.ts`,
        find: `return chance * Math.min(FIRST_MS * growth, LONGEST_MS);`,
        put: `return 0 * chance * Math.min(FIRST_MS * growth, LONGEST_MS);`,
      },
    ],
  },
  {
    name: 'predecessor-unchecked',
    says: 'an operation is applied without the one before it',
    patches: [
      {
        file: `${INTAKE}/judge.ts`,
        find: `  if (before !== undefined) return before;`,
        put: ``,
      },
    ],
  },
  {
    name: 'duplicate-applied',
    says: 'an operation that comes again is judged again',
    patches: [
      {
        file: `${INTAKE}/apply-operation.ts`,
        find: `  if (known !== undefined && (known.authorKid !== null || !opened.ok))`,
        put: `  if (known !== undefined && !opened.ok)`,
      },
      {
        file: `${INTAKE}/apply-operation.ts`,
        find: `  if (!isAdded && judgement.result === 'applied')`,
        put: `  if (!isAdded && id === '')`,
      },
    ],
  },
  {
    name: 'number-not-counted',
    says: 'the serial of a number is not written with the case',
    patches: [
      {
        file: `${DEVICE}/cases/store-operation.ts`,
        find: `        await putSerial(db, given.serial.day, given.serial.serial);`,
        put: `        await lastSerial(db, given.serial.day);`,
      },
    ],
  },
  {
    name: 'offset-is-completion',
    says: 'an upload of which the county has all bytes counts as checked by it',
    patches: [
      {
        file: `${DEVICE}/sync/decide-upload.ts`,
        find: `    if (status === 201 || upload.isComplete) return { act: 'complete' };`,
        put: `    if (status === 201 || upload.offset === total) return { act: 'complete' };`,
      },
    ],
  },
  {
    name: 'upload-begins-again',
    says: 'a cut upload begins again from nothing',
    patches: [
      {
        file: `${DEVICE}/sync/upload-one.ts`,
        find: `    row.isBegun || offset > 0\n      ? await askOffset(context, session, material)\n      : { act: 'whole' };`,
        put: `    { act: 'whole' };`,
      },
      {
        file: `${DEVICE}/sync/upload-one.ts`,
        find: `      next = await askOffset(context, session, material);\n      continue;`,
        put: `      next = { act: 'whole' };\n      continue;`,
      },
      {
        file: `${DEVICE}/sync/upload-bundle.ts`,
        find: `  const asked = new Set(materials.filter(({ row }) => row.isBegun));`,
        put: `  const asked = new Set();`,
      },
      {
        file: `${DEVICE}/sync/upload-bundle.ts`,
        find: `      for (const each of open) asked.add(each);`,
        put: ``,
      },
    ],
  },
  {
    name: 'released-when-sent',
    says: 'photographs leave the device when the county has them, safe or not',
    patches: [
      {
        file: `${DEVICE}/storage/safety-proof.ts`,
        find: `    return { epoch, step: 'seen', at: heardAt };`,
        put: `    return safeThrough === 0 ? { epoch, step: 'seen', at: heardAt } : 'release';`,
      },
    ],
  },
  {
    name: 'restore-not-compared',
    says: 'what a restored county has lost is not sent again',
    patches: [
      {
        file: `${DEVICE}/sync/compare-chain.ts`,
        find: `    await goAgain(db, range, { epoch, isForced });`,
        put: ``,
      },
      {
        file: `${DEVICE}/sync/compare-chain.ts`,
        find: `      of: mayDiffer,`,
        put: `      of: ({ wasHeld }) => wasHeld === true,`,
      },
    ],
  },
  {
    name: 'epoch-ignored',
    says: 'a new epoch of the county changes nothing on the device',
    patches: [
      {
        file: `${DEVICE}/sync/keep-session.ts`,
        find: `    const isRestored = former !== answer.epoch;`,
        put: `    const isRestored = false;`,
      },
    ],
  },
  {
    name: 'position-before-commit',
    says: 'positions of the feed come from a sequence beside the transaction',
    patches: [
      {
        file: 'src/platform/feed/append-feed.ts',
        find: `    const before = last - group.length;`,
        put: `    sequences.set(key, Math.max(sequences.get(key) ?? 0, last - group.length) + group.length);\n    const before = sequences.get(key) - group.length;`,
      },
      {
        file: 'src/platform/feed/append-feed.ts',
        find: `export type PendingFeedItem = {`,
        put: `const sequences = new Map();\nexport type PendingFeedItem = {`,
      },
    ],
  },
  {
    name: 'refused-silently',
    says: 'what is refused is settled, and nobody hears of it',
    patches: [
      {
        file: `${DEVICE}/outbox/settle.ts`,
        find: `    state: by.to,`,
        put: `    state: 'settled',`,
      },
    ],
  },
  {
    name: 'followers-go-on',
    says: 'what builds on a refused operation is sent all the same',
    patches: [
      {
        file: `${DEVICE}/outbox/settle.ts`,
        find: `  if (by.to === 'attention') await takeFollowers(db, row, by.code, at);\n  else if (row.caseId !== null)`,
        put: `  if (by.to !== 'attention' && row.caseId !== null)`,
      },
    ],
  },
  {
    name: 'gap-is-a-gate',
    says: 'an operation waits for every one before it in the chain',
    patches: [
      {
        file: `${INTAKE}/judge.ts`,
        find: `  const before = judgePredecessor(envelope, predecessor);`,
        put: `  if (envelope.seq > 1 && !around.some(({ seq }) => seq === envelope.seq - 1))
    return { result: 'later', code: 'predecessorMissing' };
  const before = judgePredecessor(envelope, predecessor);`,
      },
    ],
  },
  {
    name: 'poison-stops-the-batch',
    says: 'a fault in one operation fails its whole batch',
    patches: [
      {
        file: `${INTAKE}/apply-all.ts`,
        find: `    reportFault(context, id, error);\n    return await holdFault(batch, arrived);`,
        put: `    reportFault(context, id, error);\n    throw error;`,
      },
    ],
  },
  {
    name: 'name-in-clear',
    says: 'a case’s row carries the applicant’s name beside what is sealed',
    patches: [
      {
        file: `${DEVICE}/cases/store-operation.ts`,
        find: `      ? { caseId, revision: 1, takenInAt, lastEvent: 0, sealed }`,
        put: `      ? { caseId, revision: 1, takenInAt, lastEvent: 0, sealed, title: given.applicantName }`,
      },
      {
        file: `${DEVICE}/cases/store-operation.ts`,
        find: `await putCase(db, { caseId, takenInAt: madeAt, sealed });`,
        put: `await putCase(db, { caseId, takenInAt: madeAt, sealed, applicantName: content.applicantName });`,
      },
      {
        file: `${DEVICE}/cases/store-operation.ts`,
        find: `    takenInAt,\n    sealed,\n  }: Pick<`,
        put: `    takenInAt,\n    sealed,\n    ...given\n  }: Pick<`,
      },
    ],
  },
  {
    name: 'region-wide-feed',
    says: 'a device reads the feed of its township',
    patches: [
      {
        file: 'src/platform/session/open-session.ts',
        find: `  return [\`station:\${device.stationCode}\`];`,
        put: `  return [\`station:\${device.stationCode}\`, \`township:\${device.stationCode.slice(0, 9)}\`];`,
      },
    ],
  },
  {
    name: 'device-clock-trusted',
    says: 'the time of intake is what the device’s clock says',
    patches: [
      {
        file: `${INTAKE}/intake-interval.ts`,
        find: `    from: from === null ? null : new Date(from).toISOString(),`,
        put: `    from: new Date(madeAt.wallTime).toISOString(),`,
      },
    ],
  },
  {
    name: 'draft-not-awaited',
    says: 'a draft counts as saved before it is',
    patches: [
      {
        file: `${DEVICE}/drafts/save-draft.ts`,
        find: `    const isSaved = await write(store, ['drafts'], async () => {`,
        put: `    const isSaved = true;\n    void write(store, ['drafts'], async () => {`,
      },
    ],
  },
];
