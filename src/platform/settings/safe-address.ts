/** Whether what goes there is read by nobody else; in plain only to this machine itself. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, hash } = new URL(text);
  if (username !== '' || hash !== '') return false;
  return protocol === 'https:' || isLoopback(text);
}

/** Plain HTTP to this very machine. */
export function isLoopback(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'http:' &&
    ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  );
}
