import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { DraftView } from '../../src/device/device-api.ts';
import type { Answers } from '../../src/domain/cases/answers.ts';
import type { CorrectionItem } from '../../src/domain/cases/event.ts';
import demo from '../domain/rules/demo-samples.json?raw';
import { FakeDevice } from '../support/fake-device.ts';
import { button, heading, link, openCounter } from './counter-bench.ts';

const { samples } = JSON.parse(demo) as {
  samples: Record<string, { answers: Answers } | undefined>;
};
const answersOf = (code: string, changes: Answers = {}): Answers => ({
  ...samples[code]?.answers,
  ...changes,
});

const seen = (...ids: string[]): DraftView['papers'] =>
  ids.map((paperId) => ({
    how: 'seen',
    paperId,
    seenAt: '2026-11-25T02:00:00.000Z',
  }));

/** Opens a step of a draft by the matter's demo resident. */
function open(
  code: string,
  step: string,
  draft: Partial<DraftView> & { changes?: Answers } = {},
) {
  const fake = new FakeDevice();
  const { changes, ...rest } = draft;
  const draftId = fake.addDraft(code, {
    answers: answersOf(code, changes),
    ...rest,
  });
  openCounter(fake, `/intake/${draftId}/${step}`);
  return { fake, draftId };
}

const choose = (question: string, answer: string) =>
  page
    .getByRole('radiogroup', { name: question })
    .getByRole('radio', { name: answer, exact: true });
const agentName = () => page.getByLabelText('代办人姓名');
const paper = (name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true });
const toMend = (n: number) => page.getByRole('group', { name: `有${n}处要改` });

const agent = {
  submitBy: '近亲属',
  agentName: '田某',
  agentIdNo: '000000198001050023',
  agentPhone: '0718-0000001',
};

describe('the form', () => {
  test('asks for the agent once there is one, and keeps what was said of one who is not', async () => {
    const { fake, draftId } = open('V14', 'applicant');
    await expect.element(choose('由谁提交', '本人')).toBeChecked();
    await expect.element(agentName()).not.toBeInTheDocument();
    await choose('由谁提交', '近亲属').click();
    await agentName().fill('田某');
    await choose('由谁提交', '本人').click();
    await expect.element(agentName()).not.toBeInTheDocument();
    await expect
      .element(page.getByText('代办人姓名：因为由谁提交是“本人”，这项不用填'))
      .toBeVisible();
    await expect
      .poll(() => fake.draft(draftId).answers['agentName'])
      .toBe('田某');
    await choose('由谁提交', '村代办员').click();
    await expect.element(agentName()).toHaveValue('田某');
  });

  test('fills in the age band by the number, follows it, and leaves one that was put right', async () => {
    const { fake, draftId } = open('V14', 'applicant', { answers: {} });
    const number = () => page.getByLabelText('申请人公民身份号码');
    const kept = () => fake.draft(draftId).answers['ageBand'];
    await number().fill('000000193405210027');
    await expect.poll(kept).toBe('90至99周岁');
    await number().fill('00000019340521002');
    await expect.poll(kept).toBeUndefined();
    await number().fill('000000194005210022');
    await expect.poll(kept).toBe('80至89周岁');
    await link('下一步：填表').click();
    await expect.element(choose('年龄档', '80至89周岁')).toBeChecked();
    await choose('年龄档', '90至99周岁').click();
    await button('返回').click();
    await number().fill('000000192005210023');
    await expect
      .poll(() => fake.draft(draftId).answers['applicantIdNo'])
      .toBe('000000192005210023');
    expect(kept()).toBe('90至99周岁');
  });

  test('demands of a newborn’s parents what it does not of the child', async () => {
    const { applicantIdNo: _none, ...newborn } = answersOf('V06', {
      insuredType: '新生儿',
    });
    open('V06', 'check', { answers: newborn });
    await expect.element(link('还没填监护人姓名')).toBeVisible();
    await expect.element(link('还没填监护人公民身份号码')).toBeVisible();
    await expect
      .element(link('还没填申请人公民身份号码'))
      .not.toBeInTheDocument();
    await link('还没填监护人姓名').click();
    await page.getByLabelText('监护人姓名').fill('向某军');
    await page.getByRole('button', { name: /^换/ }).first().click();
    await button('普通居民').click();
    await expect
      .element(
        page.getByText('监护人姓名：因为参保身份是“普通居民”，这项不用填'),
      )
      .toBeVisible();
    await link('改好了，回核对').click();
    await expect.element(link('还没填申请人公民身份号码')).toBeVisible();
    await expect.element(page.getByText('向某军')).not.toBeInTheDocument();
  });
});

describe('the papers', () => {
  test('are those that the answers ask for; what may be brought stands apart', async () => {
    open('V04', 'materials', {
      changes: { reason: '死亡', deathDate: '2026-11-20', cremated: '否' },
    });
    await expect.element(heading('材料')).toBeVisible();
    await expect.element(paper('死亡证明材料')).toBeVisible();
    await expect
      .element(page.getByText('因死亡注销时要交').first())
      .toBeVisible();
    await expect.element(paper('火化（安葬）证明')).not.toBeInTheDocument();
    await expect.element(paper('授权委托书')).not.toBeInTheDocument();
    await page.getByText(/^其他材料\d样，选交$/).click();
    await expect.element(paper('火化（安葬）证明')).toBeVisible();
  });

  test('that an agent brings are missed, and the mandate is made', async () => {
    open('V14', 'check', {
      changes: agent,
      papers: seen('V14-M1', 'V14-M2', 'V14-M5'),
    });
    await expect.element(toMend(1)).toHaveFocus();
    await expect.element(link('代办人身份证还没收')).toBeVisible();
    await expect.element(page.getByText('授权委托书')).toBeVisible();
  });
});

describe('the checks of the catalogue', () => {
  const young = { applicantIdNo: '000000195001050046' };
  const tooYoung = '未满80周岁；可先登记，到龄当月再提交';
  const few = '缴费不满15年，先问清能否补缴或属于制度实施时已到龄';

  test('say beside the answer that it cannot be', async () => {
    open('V14', 'applicant', { changes: young });
    await expect.element(page.getByText(tooYoung)).toBeVisible();
    await page.getByLabelText('申请人公民身份号码').fill('000000193405210027');
    await expect.element(page.getByText(tooYoung)).not.toBeInTheDocument();
  });

  test('that forbid keep a case from being sent, and nothing else', async () => {
    const { fake, draftId } = open('V14', 'check', {
      changes: young,
      papers: seen('V14-M1', 'V14-M2', 'V14-M5'),
    });
    await expect.element(toMend(1)).toHaveFocus();
    await expect.element(link(tooYoung)).toBeVisible();
    await link('下一步：签名提交').click();
    await button('签好了，提交这件').click();
    await expect.element(link(tooYoung)).toBeVisible();
    expect(fake.submits).toBe(0);
    await link(tooYoung).click();
    await expect
      .element(page.getByLabelText('申请人公民身份号码'))
      .toHaveFocus();
    openCounter(fake, `/intake/${draftId}`);
    await expect.element(page.getByText(tooYoung)).toBeVisible();
  });

  test('that warn want a yes, which falls with the next change', async () => {
    const { fake, draftId } = open('V02', 'check', {
      changes: { payYears: 3 },
      papers: seen('V02-M1', 'V02-M4'),
      consents: ['readBack', 'sensitiveData'],
    });
    const yes = page.getByRole('checkbox', {
      name: `已问清，照样提交：${few}`,
    });
    await expect.element(yes).not.toBeChecked();
    await link('下一步：签名提交').click();
    await button('签好了，提交这件').click();
    await link(`还没确认：${few}`).click();
    await expect.element(yes).toHaveFocus();
    await expect.element(page.getByText(`还没确认：${few}`)).toBeVisible();
    await yes.click();
    await expect
      .poll(() => fake.draft(draftId).consents)
      .toEqual(['readBack', 'sensitiveData', 'check:years']);
    await link('改 累计缴费年限（年）').click();
    await page.getByLabelText('累计缴费年限（年）').fill('4');
    await link('改好了，回核对').click();
    await expect.element(yes).not.toBeChecked();
    expect(fake.draft(draftId).consents).toEqual(['sensitiveData']);
  });

  test('that only tell want nothing', async () => {
    open('V12', 'check', { changes: { aidKind: '急难型' } });
    await expect
      .element(page.getByText('先打电话报乡镇，先救助后补手续'))
      .toBeVisible();
    await expect
      .element(page.getByRole('checkbox', { name: /^已问清/ }))
      .not.toBeInTheDocument();
  });

  test('that nobody can decide here are left to the township, and say so', async () => {
    const fake = new FakeDevice();
    const answers = answersOf('V04', {
      reason: '死亡',
      deathDate: '2026-12-15',
    });
    // The published calendar ends with 2026.
    const caseId = fake.addCase('V04', answers, { intakeOn: '2027-01-20' });
    const { number } = fake.oneCase(caseId);
    const draftId = fake.addDraft('V04', {
      answers,
      purpose: {
        kind: 'submit',
        repairs: {
          operationId: 'refused',
          caseId,
          number,
          code: 'invalid',
          paths: [],
        },
      },
    });
    openCounter(fake, `/intake/${draftId}/check`);
    await expect
      .element(
        page.getByText(
          '这一条本机判断不了，由乡镇来看：超过20个工作日才报告，可能要追回多发的养老金',
        ),
      )
      .toBeVisible();
  });
});

describe('a correction', () => {
  const items: CorrectionItem[] = [
    {
      about: 'submitBy',
      target: 'field',
      reason: '不是本人来的',
      fix: '按实际填',
    },
  ];

  test('asks also for what its change brings on, and for nothing that was wrong before', async () => {
    const fake = new FakeDevice();
    // Sent by an older device, which asked for no telephone of a relative's.
    const answers = answersOf('V14', { ageBand: '90至99周岁' });
    const caseId = fake.addCase('V14', answers, {
      papers: seen('V14-M1', 'V14-M2', 'V14-M5'),
    });
    const { number } = fake.oneCase(caseId);
    const draftId = fake.addDraft('V14', {
      answers,
      purpose: {
        kind: 'answerCorrection',
        caseId,
        number,
        correctionEvent: 2,
        items,
      },
    });
    openCounter(fake, `/intake/${draftId}/form`);
    await expect.element(choose('由谁提交', '本人')).toBeChecked();
    await expect.element(agentName()).not.toBeInTheDocument();
    await choose('由谁提交', '近亲属').click();
    await expect.element(agentName()).toBeVisible();
    await expect.element(paper('代办人身份证')).toBeVisible();
    await link('下一步：核对').click();
    await expect.element(toMend(4)).toHaveFocus();
    await expect.element(link('还没填代办人姓名')).toBeVisible();
    await expect.element(link('代办人身份证还没收')).toBeVisible();
  });
});
