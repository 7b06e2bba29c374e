import { toBase64url, toUtf8 } from '../bytes.ts';

/**
 * The compact JWS of one whose payload came beside it
 * (protocol/published-catalogue.ts); unchecked, as what is verified next.
 */
export function attached(text: string): string {
  const end = text.indexOf('\n');
  const [header, signature] = text.slice(0, end).split('..');
  return `${header}.${toBase64url(toUtf8(text.slice(end + 1)))}.${signature}`;
}
