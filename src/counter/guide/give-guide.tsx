import { guideText } from '../../text/guide.ts';
import { Qr } from '../../ui/qr/qr.tsx';

/**
 * The list as a QR code that holds its words: any telephone reads them with its own
 * camera, without a network and without an address to open.
 */
export function GiveGuide({ words }: { words: readonly string[] }) {
  return (
    <div class="card stack-tight guide-qr">
      <p>{guideText.giveExplained}</p>
      <Qr content={words.join('\n')} />
    </div>
  );
}
