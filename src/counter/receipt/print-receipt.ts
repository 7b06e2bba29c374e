/**
 * Prints the page. Browsers put the title on the sheet and offer it as the
 * file's name: for that moment it is the number alone (of a paper without one its
 * kind), never a person's name.
 */
export function printReceipt(number: string): void {
  const title = document.title;
  const restore = () => {
    document.title = title;
  };
  document.title = number;
  addEventListener('afterprint', restore, { once: true });
  window.print();
}
