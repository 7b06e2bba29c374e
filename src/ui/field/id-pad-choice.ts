const STORAGE_KEY = 'id-number-keys';

/**
 * Whether the own keys open with the field: as last chosen on this device, else where fingers type.
 * A PC has a keyboard with an X.
 */
export function prefersPad(): boolean {
  try {
    const kept = localStorage.getItem(STORAGE_KEY);
    if (kept !== null) return kept === 'own';
  } catch {
    // Storage refused: as if nothing had been chosen.
  }
  return matchMedia('(pointer: coarse)').matches;
}

export function rememberPad(isOwn: boolean) {
  try {
    localStorage.setItem(STORAGE_KEY, isOwn ? 'own' : 'system');
  } catch {
    // Storage refused: the choice holds for this field only.
  }
}
