/** Sends a file from the disk, not through memory, and tells how far it has come. */
export type Upload = (
  path: string,
  file: Blob,
  options: {
    headers: Record<string, string>;
    onBytes: (sent: number) => void;
  },
) => Promise<Response>;

/**
 * The browser's own way: `fetch` tells nothing of an upload's progress.
 * @throws TypeError when no answer came, as `fetch` does.
 */
export const uploadFile: Upload = (path, file, { headers, onBytes }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(headers))
      request.setRequestHeader(name, value);
    request.responseType = 'text';
    request.upload.addEventListener('progress', ({ loaded }) =>
      onBytes(loaded),
    );
    request.addEventListener('load', () => {
      const type = request.getResponseHeader('Content-Type');
      resolve(
        new Response(request.responseText, {
          status: request.status,
          headers: type === null ? {} : { 'Content-Type': type },
        }),
      );
    });
    request.addEventListener('error', () => reject(new TypeError('no answer')));
    request.addEventListener('abort', () => reject(new TypeError('aborted')));
    request.send(file);
  });
