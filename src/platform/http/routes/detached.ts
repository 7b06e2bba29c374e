import { base64url } from 'jose';

/** A compact JWS with its payload beside it, as protocol/published-catalogue.ts says. */
export function detached(jws: string): string {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const text = new TextDecoder().decode(base64url.decode(payload));
  return `${header}..${signature}\n${text}`;
}
