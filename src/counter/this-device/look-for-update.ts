/** Asks the county's server for a newer version and downloads it; it takes over later. */
export async function lookForUpdate(): Promise<'found' | 'none' | 'noNetwork'> {
  const registration =
    'serviceWorker' in navigator
      ? await navigator.serviceWorker.getRegistration()
      : undefined;
  try {
    await registration?.update();
  } catch {
    return 'noNetwork';
  }
  const isNewer =
    (registration?.installing ?? registration?.waiting ?? null) !== null;
  return isNewer ? 'found' : 'none';
}
