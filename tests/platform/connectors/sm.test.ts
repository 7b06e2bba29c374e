// The examples of GB/T 32905 (SM3), 32907 (SM4) and 32918.5 (SM2).
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  sm2Digest,
  sm2PublicKey,
  sm2Sign,
  sm3,
  sm4Key,
  sm4Seal,
} from '../../../src/platform/connectors/sm.ts';
import { isSm2Signed } from '../../support/sm2-verify.ts';

const PRIVATE =
  '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
const PUBLIC =
  '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
  'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
const MESSAGE = Buffer.from('message digest');
const SIGNATURE =
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
  'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';

test('SM3', () => {
  expect(sm3('abc').toString('hex')).toBe(
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  );
  expect(sm3('abcd'.repeat(16)).toString('hex')).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  );
});

test('SM4', () => {
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  expect(
    Buffer.concat([cipher.update(key), cipher.final()]).toString('hex'),
  ).toBe('681edf34d206965e86b3e94f536e4246');
  const sealed = Buffer.from(sm4Seal('the secret', '办件'), 'base64');
  const back = createDecipheriv(
    'sm4-cbc',
    sm4Key('the secret'),
    sealed.subarray(0, 16),
  );
  expect(
    back.update(sealed.subarray(16), undefined, 'utf8') + back.final('utf8'),
  ).toBe('办件');
  // Never twice the same.
  expect(sm4Seal('s', 'x')).not.toBe(sm4Seal('s', 'x'));
});

test('SM2', () => {
  expect(sm2PublicKey(PRIVATE)).toBe(PUBLIC);
  expect(sm2Digest(PUBLIC, MESSAGE)).toBe(
    'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  );
  const ephemeral =
    '59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21';
  expect(sm2Sign(PRIVATE, MESSAGE, ephemeral)).toBe(SIGNATURE);
  expect(isSm2Signed(PUBLIC, MESSAGE, SIGNATURE)).toBe(true);
  const own = sm2Sign(PRIVATE, MESSAGE);
  expect(own).not.toBe(sm2Sign(PRIVATE, MESSAGE));
  expect(isSm2Signed(PUBLIC, MESSAGE, own)).toBe(true);
  expect(isSm2Signed(PUBLIC, Buffer.from('another'), own)).toBe(false);
});
