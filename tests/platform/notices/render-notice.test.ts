import { describe, expect, test } from 'vitest';
import { noticeKind, type ToldAct } from '../../../src/domain/cases/notice.ts';
import { renderNotice } from '../../../src/platform/notices/render-notice.ts';
import {
  noticeInWords,
  noticeNumber,
  type NoticeFacts,
} from '../../../src/text/notice-papers.ts';

const DUE = { date: '2026-12-16', provisional: false };
const EVIL = `"><script>alert(1)</script><img src=x onerror='x'>&amp;`;

/** One of each act that a paper tells of; `text`: what people have typed in it. */
const acts = (text: string): ToldAct[] => [
  { kind: 'accepted', promisedBy: DUE, withDeficiency: true },
  { kind: 'acceptanceRefused', reason: text, authority: text },
  { kind: 'notAcceptable', reason: text, authority: text },
  {
    kind: 'correctionRequested',
    items: [{ about: 'x', target: 'field', reason: text, fix: text }],
    dueOn: DUE,
  },
  {
    kind: 'specialStarted',
    procedure: text,
    isPublicNotice: false,
    until: DUE,
    ground: text,
  },
  {
    kind: 'extended',
    workdays: 10,
    reason: text,
    ground: text,
    approvedBy: text,
    promisedBy: DUE,
  },
  { kind: 'concludedApproved', result: text, pickup: text, note: text },
  { kind: 'concludedWithDeficiency', result: text, pickup: null, note: text },
  { kind: 'concludedRejected', reason: text, remedy: text },
];

function paper(act: ToldAct, change: Partial<NoticeFacts> = {}): string {
  const kind = noticeKind(act);
  return renderNotice(
    noticeInWords({
      number: noticeNumber(kind, { year: 2026, serial: 7 }),
      act,
      at: '2026-11-25T02:36:00.000Z',
      applicantName: '瞿示秀',
      idLast4: '0027',
      matterName: '高龄津贴申领',
      caseNumber: '422825102206261125002000714',
      stationName: '长潭河侗族乡洗马坪村',
      takenInAt: '2026-11-24T01:00:00.000Z',
      papers: ['居民身份证', '社会保障卡'],
      owed: [{ name: '户口簿', dueOn: '2026-12-10' }],
      corrections: [
        { about: '银行账号', reason: '少一位', fix: '照存折再抄一遍' },
      ],
      promisedDays: 15,
      legalDays: 20,
      issuer: '宣恩县长潭河侗族乡人民政府',
      handler: '舒示贵',
      phone: null,
      ...change,
    }),
  );
}

describe('a paper', () => {
  test('of an acceptance names the papers, the time, who accepted, whom to ask and until when', () => {
    const html = paper(acts('')[0] as ToldAct);
    for (const said of [
      '受理通知书',
      '宣受〔2026〕7号',
      '瞿示秀（身份证件号码后四位：0027）',
      '1. 居民身份证',
      '2. 社会保障卡',
      '2026年11月25日 10:36',
      '舒示贵',
      '12345',
      '法定20个工作日；承诺15个工作日，2026年12月16日前办结',
      '户口簿：2026年12月10日前补齐',
      '盖章处',
      '宣恩县长潭河侗族乡人民政府',
    ])
      expect(html).toContain(said);
  });

  test('of a refusal gives the reasons and the way to reconsideration or suit', () => {
    const html = paper({
      kind: 'acceptanceRefused',
      reason: '未满八十周岁',
      authority: '',
    });
    expect(html).toContain('未满八十周岁');
    expect(html).toContain('60日内依法申请行政复议');
    expect(html).toContain('6个月内依法向人民法院提起行政诉讼');
  });

  test('says that a day is provisional where the calendar is not published', () => {
    const html = paper({
      kind: 'accepted',
      promisedBy: { date: '2028-01-05', provisional: true },
      withDeficiency: false,
    });
    expect(html).toContain('2028年1月5日前（节假日安排未公布，暂定）');
  });

  test.each(acts(EVIL).map((act) => [act.kind, act] as const))(
    'of %s has nothing in it but text, whatever was typed',
    (_, act) => {
      const evil = paper(act, {
        applicantName: EVIL,
        idLast4: EVIL,
        matterName: EVIL,
        caseNumber: EVIL,
        stationName: EVIL,
        papers: [EVIL],
        owed: [{ name: EVIL, dueOn: '2026-12-10' }],
        corrections: [{ about: EVIL, reason: EVIL, fix: EVIL }],
        issuer: EVIL,
        handler: EVIL,
        phone: EVIL,
        number: EVIL,
      });
      expect(tagsOf(evil)).toEqual(
        tagsOf(
          paper(act, {
            owed: [{ name: 'x', dueOn: '2026-12-10' }],
            papers: ['x'],
          }),
        ),
      );
      expect(evil).not.toMatch(/<script|<img|&amp;amp;amp;/);
    },
  );

  test('loads nothing, runs nothing, and its print job is called by its number alone', () => {
    const html = paper(acts('x')[6] as ToldAct);
    expect(html).not.toMatch(/src=|href=|url\(|@import|<script/);
    expect(html).toContain('@page{size:A4');
    expect(html).toMatch(/<title>宣办〔2026〕7号<\/title>/);
  });
});

function tagsOf(html: string): string[] {
  return html.match(/<[^>]*>/g) ?? [];
}
