import { expect, test } from 'vitest';
import { examineForm } from '../../src/domain/rules/examine-form.ts';
import { demoSamples } from '../domain/rules/demo-samples.ts';
import { aSignature, anEnrolledDevice, must, now } from './a-device.ts';

test(
  'each of the 32 matters is taken in from its demo resident',
  { timeout: 120_000 },
  async () => {
    const { api } = await anEnrolledDevice();
    const offered = (await api.catalogue.matters()).filter(
      ({ canTakeIn }) => canTakeIn,
    );
    expect(offered).toHaveLength(32);
    const numbers = new Set<string>();
    for (const { code } of offered) {
      const draftId = must(await api.drafts.create(code));
      const { catalogueVersion } = must(await api.drafts.read(draftId));
      const sample = demoSamples.samples[code];
      if (sample === undefined) throw new Error(`no sample of ${code}`);
      must(await api.drafts.saveAnswers(draftId, sample.answers));
      const matter = must(await api.catalogue.matter(code, catalogueVersion));
      const { ruling } = examineForm(matter, sample.answers, {
        today: demoSamples.today,
        calendar: must(await api.catalogue.calendar(catalogueVersion)),
        demo: true,
      });
      for (const { id, source } of ruling.papers.asked)
        if (source !== 'generated')
          must(await api.drafts.markSeen(draftId, id));
      must(await api.drafts.saveSignature(draftId, aSignature()));
      numbers.add(must(await api.drafts.submit(draftId)).number);
    }
    expect(numbers.size).toBe(32);
    expect(await now(api.cases.watch)).toHaveLength(32);
  },
);
