// How a file leaves the browser: by its own download, which asks where to or puts
// it among the downloads, or by the system's share sheet where there is one.

/** Begins a download. The address must be let go of later. */
export function saveFile(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

export function canShare(file: File): boolean {
  return (
    typeof navigator.share === 'function' &&
    typeof navigator.canShare === 'function' &&
    navigator.canShare({ files: [file] })
  );
}

/** False: the system does not take this kind of file. */
export async function shareFile(file: File): Promise<boolean> {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (error) {
    // The person changed his mind.
    return error instanceof DOMException && error.name === 'AbortError';
  }
}
