import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/platform/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-oidc-'));
afterAll(() => rmSync(folder, { recursive: true }));
const secretFile = join(folder, 'secret');
const emptyFile = join(folder, 'empty');
writeFileSync(secretFile, 'a secret\n');
writeFileSync(emptyFile, '\n');
const callback = 'https://review.example.gov.cn/api/v1/review/oidc/callback';
const right = {
  OIDC_ISSUER: 'https://sso.example.gov.cn/realms/county',
  OIDC_CLIENT_ID: 'village',
  OIDC_CLIENT_SECRET_FILE: secretFile,
  OIDC_CALLBACK: callback,
};

describe('the settings of the identity provider', () => {
  test('are read together, the secret from its file', () => {
    expect(readConfig(right)).toMatchObject({
      ok: true,
      value: {
        oidc: {
          issuer: right.OIDC_ISSUER,
          clientId: 'village',
          clientSecret: 'a secret',
          loginClaim: 'preferred_username',
          callback,
        },
      },
    });
    const named = { ...right, OIDC_LOGIN_CLAIM: 'employee_id' };
    expect(readConfig(named)).toMatchObject({
      value: { oidc: { loginClaim: 'employee_id' } },
    });
  });

  test('a provider on this machine may speak in plain', () => {
    const local = { ...right, OIDC_ISSUER: 'http://localhost:9000' };
    expect(readConfig(local)).toMatchObject({ ok: true });
  });

  test.each([
    ['OIDC_ISSUER', 'http://sso.example.gov.cn', 'OIDC_ISSUER=https://'],
    ['OIDC_ISSUER', 'sso.example.gov.cn', 'OIDC_ISSUER=https://'],
    ['OIDC_ISSUER', '', '没写 OIDC_ISSUER'],
    ['OIDC_CLIENT_ID', '', '没写 OIDC_CLIENT_ID'],
    ['OIDC_CLIENT_SECRET_FILE', '', '没写 OIDC_CLIENT_SECRET_FILE'],
    ['OIDC_CLIENT_SECRET_FILE', join(folder, 'none'), '打不开或是空的'],
    ['OIDC_CLIENT_SECRET_FILE', emptyFile, '打不开或是空的'],
    ['OIDC_CALLBACK', 'https://review.example.gov.cn/', 'OIDC_CALLBACK=https'],
    ['OIDC_CALLBACK', callback.replace('s:', ':'), 'OIDC_CALLBACK=https'],
    ['OIDC_LOGIN_CLAIM', 'a claim', 'OIDC_LOGIN_CLAIM=preferred_username'],
  ])('%s=%s says what to write instead', (name, value, sentence) => {
    const reading = readConfig({ ...right, [name]: value });
    expect(reading.ok ? [] : reading.problems).toEqual([
      expect.stringContaining(sentence) as string,
    ]);
    expect(JSON.stringify(reading)).not.toContain('a secret');
  });
});
