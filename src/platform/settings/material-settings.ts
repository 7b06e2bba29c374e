import { materialSettingText } from '../../text/settings.ts';
import { isSafeAddress } from './safe-address.ts';
import { readSecretFile } from './secret-file.ts';

/** An S3-compatible store, spoken to by path: `https://host/bucket/key`. */
export type S3Settings = {
  /** With the bucket, without a slash at the end. */
  url: string;
  region: string;
  keyId: string;
  secret: string;
};

/**
 * Reads `MATERIALS_URL`, `MATERIALS_REGION`, `MATERIALS_KEY_ID` and
 * `MATERIALS_SECRET_FILE`. undefined: materials lie in the data folder, or `problems` has
 * a sentence for each that cannot be used.
 */
export function readMaterialSettings(
  read: (variable: string) => string | undefined,
  problems: string[],
): S3Settings | undefined {
  const given = read('MATERIALS_URL');
  if (given === undefined) return undefined;
  const before = problems.length;
  const url = given.replace(/\/$/, '');
  if (!isSafeAddress(url) || !isBucket(new URL(url)))
    problems.push(materialSettingText.url(given));
  const region = read('MATERIALS_REGION') ?? 'us-east-1';
  if (!/^[a-z0-9-]{1,40}$/.test(region))
    problems.push(materialSettingText.region(region));
  const keyId = read('MATERIALS_KEY_ID') ?? '';
  if (!/^[\w/+=.-]{3,128}$/.test(keyId))
    problems.push(materialSettingText.keyId);
  const secret = readSecretFile(read('MATERIALS_SECRET_FILE') ?? '');
  if (secret === '') problems.push(materialSettingText.secretFile);
  return problems.length > before ? undefined : { url, region, keyId, secret };
}

/** A bucket, and nothing behind it: neither a folder nor a question. */
function isBucket({ pathname, search }: URL): boolean {
  return search === '' && /^\/[a-z0-9.-]{3,63}$/.test(pathname);
}
