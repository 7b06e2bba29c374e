import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, expect, test } from 'vitest';
import * as v from 'valibot';
import {
  createAccount,
  disableAccount,
  resetPassword,
  setSecondFactor,
} from '../../../src/platform/commands/account-commands.ts';
import { createAdministrator } from '../../../src/platform/commands/create-administrator.ts';
import { connectBeside } from '../../../src/platform/commands/connect-beside.ts';
import { writeTicket } from '../../../src/platform/commands/write-ticket.ts';
import { fetchTicket } from '../../../src/platform/enrolment/fetch-ticket.ts';
import { DEFAULT_RETENTION } from '../../../src/platform/retention/periods.ts';
import { totpCode } from '../../../src/platform/people/totp.ts';
import {
  describeStaff,
  findPrincipal,
  signIn,
} from '../../../src/platform/people/sign-in.ts';
import { ticketSchema } from '../../../src/protocol/enrolment.ts';
import { aTownship, STATION } from '../review/a-township.ts';

const { context } = await aTownship();
const folder = mkdtempSync(join(tmpdir(), 'vsp-admin-'));
afterAll(() => rmSync(folder, { recursive: true }));
const wish = { station: STATION, clerk: 'S03', name: '谭示贵' };

test('the administrator that is made signs in with the password shown', async () => {
  const made = await createAdministrator(context, {
    login: 'admin',
    name: '彭示桂',
  });
  expect(made.ok).toBe(true);
  const password = /[a-z0-9]{4}(-[a-z0-9]{4}){2}/.exec(
    made.lines.join(' '),
  )?.[0];
  const result = await signIn(context, {
    login: 'admin',
    password: password ?? '',
    address: '10.0.0.1',
  });
  if (!result.ok) throw new Error(result.code);
  expect(await describeStaff(context, result.value.principal)).toMatchObject({
    name: '彭示桂',
    role: 'administrator',
    town9: null,
  });
});

test('a login is given once, and a bad one or no name not at all', async () => {
  const again = { login: 'admin', name: '王示五' };
  expect(await createAdministrator(context, again)).toMatchObject({
    ok: false,
  });
  for (const bad of [
    { login: 'A', name: '王示五' },
    { login: '../x', name: '王示五' },
    { login: 'second', name: ' ' },
  ])
    expect((await createAdministrator(context, bad)).ok).toBe(false);
});

test('a ticket is a private file, and its digits fetch the same one', async () => {
  const out = join(folder, 'ticket.txt');
  const written = await writeTicket(context, { ...wish, out });
  expect(written.ok).toBe(true);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const ticket = readFileSync(out, 'utf8');
  expect(v.parse(ticketSchema, decodeJwt(ticket))).toMatchObject({
    station: { code: STATION, kind: 'village', town9: '422825102' },
    clerk: { id: 'S03', name: '谭示贵' },
  });
  const code = /\d{8}(?=（)/.exec(written.lines.join('\n'))?.[0] ?? '';
  expect(await fetchTicket(context, { code, address: 'x' })).toEqual({
    ok: true,
    value: ticket,
  });
});

test('a ticket needs a station that is there, a clerk and a name', async () => {
  expect(await writeTicket(context, { ...wish, station: '1' })).toMatchObject({
    ok: false,
  });
  const { ok, lines } = await writeTicket(context, { station: STATION });
  expect(ok).toBe(false);
  expect(lines.join('\n')).toContain('--clerk');
  expect(lines.join('\n')).toContain('--name');
});

test('where no platform runs the commands say so', async () => {
  expect(
    await connectBeside({
      port: 8080,
      host: '127.0.0.1',
      dataDir: folder,
      demo: true,
      retention: DEFAULT_RETENTION,
    }),
  ).toEqual({ ok: false });
});

test('an account of any role is made where there is such a place, and shut out with its sessions', async () => {
  const login = 'handler';
  const person = { login, name: '王示五' };
  for (const nowhere of [
    { role: 'reviewer', of: '422825199' },
    { role: 'clerk', of: '422825102' },
    { role: 'handler', of: 'nowhere' },
    { role: 'auditor', of: '422825102' },
    { role: 'king' },
  ])
    expect((await createAccount(context, { ...person, ...nowhere })).ok).toBe(
      false,
    );
  const made = await createAccount(context, {
    ...person,
    role: 'reviewer',
    of: '422825102',
  });
  const passwordIn = (lines: string[]) =>
    /[a-z0-9]{4}(-[a-z0-9]{4}){2}/.exec(lines.join(' '))?.[0] ?? '';
  const enter = async (password: string, code?: string) =>
    await signIn(context, {
      login,
      password,
      address: '10.0.0.1',
      ...(code === undefined ? {} : { code }),
    });
  const first = await enter(passwordIn(made.lines));
  if (!first.ok) throw new Error(first.code);
  const { token, principal } = first.value;
  expect(principal.roles).toEqual([
    { role: 'reviewer', audience: 'township:422825102' },
  ]);

  const password = passwordIn((await resetPassword(context, { login })).lines);
  expect(await findPrincipal(context, token)).toBeUndefined();
  expect(await enter(passwordIn(made.lines))).toMatchObject({ ok: false });
  expect(await enter(password)).toMatchObject({ ok: true });

  const { lines } = await setSecondFactor(context, { login });
  const secret = /^ {2}([A-Z2-7]{32})$/m.exec(lines.join('\n'))?.[1] ?? '';
  expect(await enter(password)).toMatchObject({ code: 'codeNeeded' });
  const step = Math.floor(context.clock().getTime() / 30_000);
  const code = totpCode(fromBase32(secret), step);
  expect(await enter(password, code)).toMatchObject({ ok: true });
  await setSecondFactor(context, { login, remove: true });
  expect(await enter(password)).toMatchObject({ ok: true });

  await disableAccount(context, { login });
  expect(await enter(password)).toMatchObject({ code: 'signInFailed' });
  await disableAccount(context, { login, enable: true });
  expect(await enter(password)).toMatchObject({ ok: true });
});

/** As an authenticator app reads what it is told. */
function fromBase32(text: string): Uint8Array {
  const bits = Array.from(text)
    .map((each) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
        .indexOf(each)
        .toString(2)
        .padStart(5, '0'),
    )
    .join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) =>
    Number.parseInt(byte, 2),
  );
}
