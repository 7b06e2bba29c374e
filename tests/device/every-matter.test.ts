import { expect, test } from 'vitest';
import { demoSamples } from '../domain/rules/demo-samples.ts';
import { anEnrolledDevice, aFilledDraft, must, now } from './a-device.ts';

test(
  'each of the 26 matters without a required table is taken in from its demo resident',
  { timeout: 30_000 },
  async () => {
    const { api } = await anEnrolledDevice();
    const offered = (await api.catalogue.matters()).filter(
      ({ canTakeIn }) => canTakeIn,
    );
    expect(offered).toHaveLength(26);
    const numbers = new Set<string>();
    for (const { code } of offered) {
      const draftId = await aFilledDraft(api, { matter: code, photographs: 0 });
      const sample = demoSamples.samples[code];
      if (sample === undefined) throw new Error(`no sample of ${code}`);
      must(await api.drafts.saveAnswers(draftId, sample.answers));
      numbers.add(must(await api.drafts.submit(draftId)).number);
    }
    expect(numbers.size).toBe(26);
    expect(await now(api.cases.watch)).toHaveLength(26);
  },
);
