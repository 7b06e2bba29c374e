import { cardText } from '../../text/set-up.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Qr } from '../../ui/qr/qr.tsx';
import './unlock-card.css';

/** `VSPCARD1:7K3M-…` → the seven groups. */
export function cardGroups(text: string): string {
  return text.replace(/^[A-Z0-9]+:/, '').replaceAll('-', ' ');
}

/** A new unlock card: shown this once, printed or photographed. No name on it. */
export function UnlockCard({ text }: { text: string }) {
  return (
    <div class="stack">
      <div class="unlock-card stack-tight">
        <p class="row-title">{cardText.title}</p>
        <Qr content={text} label={cardText.qr} />
        <p class="unlock-card-groups">{cardGroups(text)}</p>
        <p>{cardText.keepApart}</p>
      </div>
      <p class="hint screen-only">{cardText.once}</p>
      <span class="screen-only">
        <Button onPress={() => window.print()}>
          <Icon name="printer" />
          {cardText.print}
        </Button>
      </span>
    </div>
  );
}
