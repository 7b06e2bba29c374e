import { render } from 'preact';
import '../ui/base.css';
import { openTextSize } from '../ui/text-size/text-size.tsx';
import { ReceiptPage } from './receipt/receipt-page.tsx';

/** Residents' pages begin one step larger: 20 px. */
const FIRST_TEXT_SIZE = 1;

/** Draws the page that checks a receipt into `root`. */
export function startResident(root: HTMLElement): void {
  openTextSize('', FIRST_TEXT_SIZE);
  render(<ReceiptPage />, root);
}
