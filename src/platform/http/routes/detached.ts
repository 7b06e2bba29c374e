/** A compact JWS with its payload beside it, as protocol/published-catalogue.ts says. */
export function detached(jws: string): string {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const text = Buffer.from(payload, 'base64url').toString();
  return `${header}..${signature}\n${text}`;
}
