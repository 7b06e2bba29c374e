import type { ResidentCalls } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';

const MOST = 300;

export const residentCalls = (fake: FakeDevice): ResidentCalls => ({
  find: ({ text, due }) => {
    const lines = fake.residents.filter(
      (each) =>
        each.name.includes(text) &&
        (due === undefined || each.due.some(({ kind }) => kind === due)),
    );
    const { length } = fake.residents;
    return Promise.resolve({
      ok: true,
      value: {
        all: length,
        most: MOST,
        listed: fake.list?.length ?? 0,
        met: lines.length,
        lines,
      },
    });
  },
  open: (id) => {
    const value = fake.residents.find((each) => each.id === id);
    return Promise.resolve(
      value === undefined
        ? { ok: false, code: 'notFound' }
        : { ok: true, value },
    );
  },
  replaceList: (people) => {
    fake.list = people;
    return Promise.resolve({ ok: true, value: null });
  },
});
