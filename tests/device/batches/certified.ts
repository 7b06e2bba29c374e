// A sheet and what a row of it wants to be whole.
import { manyPeople } from '../../support/many-people.ts';
import {
  anEnrolledDevice,
  aPhotograph,
  aSignature,
  must,
  type Bench,
} from '../a-device.ts';

export const GROUP = { text: '3组', isDue: false };
export const MATTER = { matterCode: 'V03' };

export async function aSheet(count: number) {
  const bench = await anEnrolledDevice();
  must(await bench.api.residents.replaceList(manyPeople(count)));
  const { batchId } = must(await bench.api.batches.add(MATTER, GROUP));
  const read = async ({ api } = bench) =>
    must(await api.batches.read(batchId)).lines;
  return { bench, batchId, read, lines: await read() };
}

export const filled = {
  verifyWay: '本人到村现场',
  alive: '是',
  witness: '田示军',
};

/** All that a row wants beside its cells. */
export async function certifies(
  { api }: Pick<Bench, 'api'>,
  draftId: string,
): Promise<void> {
  must(await api.drafts.markSeen(draftId, 'V03-M1'));
  must(await api.drafts.addPhotograph(draftId, 'V03-M2', aPhotograph()));
  must(await api.drafts.saveSignature(draftId, aSignature()));
  must(await api.drafts.saveConsents(draftId, ['sensitiveData']));
}
