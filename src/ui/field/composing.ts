/**
 * True while an input method is composing: Enter then picks a word and is nobody's command.
 * 229 is what browsers send for keys an input method swallows, some of them without isComposing.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
