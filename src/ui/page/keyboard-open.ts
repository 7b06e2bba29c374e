import { useEffect, useState } from 'preact/hooks';

/** An on-screen keyboard takes at least this share of the height; a browser's bars take less. */
const KEYBOARD_SHARE = 0.25;

/**
 * True while an on-screen keyboard is open: a text field has focus and the visible height fell well
 * below the greatest seen at this width. (There is no event for it on the phones we meet.)
 */
export function useKeyboardOpen(): boolean {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return undefined;
    let width = viewport.width;
    let greatest = viewport.height;
    const measure = () => {
      if (viewport.width !== width) {
        width = viewport.width;
        greatest = viewport.height;
      }
      greatest = Math.max(greatest, viewport.height);
      const isShrunk = viewport.height < greatest * (1 - KEYBOARD_SHARE);
      setOpen(isShrunk && isTextField(document.activeElement));
    };
    viewport.addEventListener('resize', measure);
    return () => viewport.removeEventListener('resize', measure);
  }, []);
  return isOpen;
}

function isTextField(element: Element | null): boolean {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement &&
      element.type !== 'radio' &&
      element.type !== 'checkbox')
  );
}
