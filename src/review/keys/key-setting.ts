// Single-letter keys can be switched off (WCAG 2.1.4), kept for this computer.
const KEY = 'review-keys';

export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function switchKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // Where nothing may be stored they stay on.
  }
}
