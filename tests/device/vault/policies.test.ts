import { describe, expect, it } from 'vitest';
import type { SecondFactor } from '../../../src/device/device-api.ts';
import type { Ticket } from '../../../src/protocol/enrolment.ts';
import {
  aDevice,
  must,
  now,
  PIN,
  startedAnew,
  type Bench,
} from '../a-device.ts';

const PASSPHRASE = '山高路远慢慢走不着急';
const prf = (first: number): SecondFactor => ({
  kind: 'prf',
  credentialId: new Uint8Array([7, 7, 7]),
  output: new Uint8Array(32).fill(first),
});

async function withTicket(changes: Partial<Ticket>): Promise<Bench> {
  const bench = await aDevice();
  const ticket = await bench.county.ticket({ demo: false, ...changes });
  must(await bench.api.device.readTicket(ticket));
  return bench;
}

async function clerkOf({ api }: Bench) {
  const [clerk] = (await now(api.device.watchState)).clerks;
  if (clerk === undefined) throw new Error('no clerk');
  return clerk;
}

describe('passphrase', () => {
  it('has ten characters or more and opens the vault', async () => {
    const { api } = await withTicket({ policy: 'passphrase' });
    expect(await api.device.enrol('九个字是不够长的呀')).toMatchObject({
      code: 'secretTooWeak',
    });
    must(await api.device.enrol(PASSPHRASE));
    await api.device.lock();
    expect(await api.device.unlock('clerk-1', `${PASSPHRASE}吧`)).toMatchObject(
      { code: 'wrongSecret' },
    );
    must(await api.device.unlock('clerk-1', PASSPHRASE));
  });
});

describe('pin', () => {
  it('is for the demo: a ticket of a real county with it is refused', async () => {
    const { api, county } = await aDevice();
    const real = await county.ticket({ policy: 'pin', demo: false });
    expect(await api.device.readTicket(real)).toMatchObject({
      code: 'ticketInvalid',
    });
  });
});

describe('pin+card', () => {
  it('asks for the card when the app starts anew, then for the PIN alone', async () => {
    const bench = await withTicket({ policy: 'pin+card' });
    const { api } = bench;
    expect(await api.device.enrol(PIN)).toMatchObject({
      code: 'secondFactorNeeded',
    });
    const text = await api.device.makeCard();
    expect(text).toMatch(/^VSPCARD1:([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
    must(await api.device.enrol(PIN, { kind: 'card', text }));
    await api.device.lock();
    expect((await clerkOf(bench)).needs).toBeNull();
    must(await api.device.unlock('clerk-1', PIN));

    const later = await startedAnew(bench);
    expect((await clerkOf(later)).needs).toBe('card');
    expect(await later.api.device.unlock('clerk-1', PIN)).toMatchObject({
      code: 'secondFactorNeeded',
    });
    // Typed as people do: small letters, spaces, O for 0.
    const typed = text
      .replace('VSPCARD1:', '')
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .toLowerCase();
    const card = { kind: 'card', text: typed } as const;
    must(await later.api.device.unlock('clerk-1', PIN, card));
  });

  it('another card is named as such and counts as no wrong PIN', async () => {
    const bench = await withTicket({ policy: 'pin+card' });
    const { api } = bench;
    const text = await api.device.makeCard();
    must(await api.device.enrol(PIN, { kind: 'card', text }));
    const later = await startedAnew(bench);
    for (const wrong of [
      await api.device.makeCard(),
      `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`,
      'https://example.org/',
    ])
      expect(
        await later.api.device.unlock('clerk-1', PIN, {
          kind: 'card',
          text: wrong,
        }),
      ).toMatchObject({ code: 'wrongCard' });
    const card = { kind: 'card', text } as const;
    expect(
      await later.api.device.unlock('clerk-1', '000001', card),
    ).toMatchObject({ code: 'wrongSecret', details: { left: 4 } });
    // The card was the right one: it need not be shown again.
    must(await later.api.device.unlock('clerk-1', PIN));
  });

  it('the card is nowhere on the device', async () => {
    const { api, device } = await withTicket({ policy: 'pin+card' });
    const text = await api.device.makeCard();
    must(await api.device.enrol(PIN, { kind: 'card', text }));
    const rows = await Promise.all(
      device.store.db.tables.map((table) => table.toArray()),
    );
    const stored = JSON.stringify(rows);
    const code = text.replace('VSPCARD1:', '');
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.replaceAll('-', ''));
  });
});

describe('pin+prf', () => {
  it('opens with the PIN and the same authenticator, never with one of them', async () => {
    const bench = await withTicket({ policy: 'pin+prf' });
    const { api } = bench;
    expect(
      await api.device.enrol(PIN, {
        ...prf(1),
        output: new Uint8Array(0),
      } as SecondFactor),
    ).toMatchObject({ code: 'prfUnavailable' });
    must(await api.device.enrol(PIN, prf(1)));
    await api.device.lock();
    const clerk = await clerkOf(bench);
    expect(clerk.needs).toBe('prf');
    expect([...(clerk.prfCredential ?? [])]).toEqual([7, 7, 7]);
    expect(await api.device.unlock('clerk-1', PIN)).toMatchObject({
      code: 'secondFactorNeeded',
    });
    expect(await api.device.unlock('clerk-1', PIN, prf(2))).toMatchObject({
      code: 'wrongSecret',
    });
    must(await api.device.unlock('clerk-1', PIN, prf(1)));
  });
});

describe('a changed secret', () => {
  it('the old one opens nothing any more, everything else stays', async () => {
    const bench = await withTicket({ policy: 'passphrase' });
    const { api } = bench;
    must(await api.device.enrol(PASSPHRASE));
    const draftId = must(await api.drafts.create('V02'));
    const next = '换一句更好记的话来用';
    expect(
      await api.device.changeSecret(
        { secret: '不是这一句话呀呀呀呀' },
        { secret: next },
      ),
    ).toMatchObject({ code: 'wrongSecret' });
    expect(
      await api.device.changeSecret({ secret: PASSPHRASE }, { secret: '短' }),
    ).toMatchObject({ code: 'secretTooWeak' });
    must(
      await api.device.changeSecret({ secret: PASSPHRASE }, { secret: next }),
    );
    const later = await startedAnew(bench);
    expect(await later.api.device.unlock('clerk-1', PASSPHRASE)).toMatchObject({
      code: 'wrongSecret',
    });
    must(await later.api.device.unlock('clerk-1', next));
    expect(must(await later.api.drafts.read(draftId)).matterCode).toBe('V02');
  });

  it('with a new card the old card is another card', async () => {
    const bench = await withTicket({ policy: 'pin+card' });
    const { api } = bench;
    const first = await api.device.makeCard();
    const second = await api.device.makeCard();
    must(await api.device.enrol(PIN, { kind: 'card', text: first }));
    must(
      await api.device.changeSecret(
        { secret: PIN },
        { secret: '604913', factor: { kind: 'card', text: second } },
      ),
    );
    await api.device.lock();
    must(await api.device.unlock('clerk-1', '604913'));
    const later = await startedAnew(bench);
    const unlockWith = (text: string) =>
      later.api.device.unlock('clerk-1', '604913', { kind: 'card', text });
    expect(await unlockWith(first)).toMatchObject({ code: 'wrongCard' });
    must(await unlockWith(second));
  });
});
