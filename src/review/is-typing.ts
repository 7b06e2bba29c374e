/**
 * True while a single key belongs to what is being written, to an input method
 * (keyCode 229), to the browser, or to a question that waits for an answer.
 */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229) return true;
  if (event.ctrlKey || event.altKey || event.metaKey) return true;
  const target = event.target;
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, dialog') !== null;
}
