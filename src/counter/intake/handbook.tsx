import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { handbookText } from '../../text/intake.ts';

/** What the clerk asks and watches for; beside the form on a wide screen. */
export function Handbook({ matter }: { matter: Pick<Matter, 'handbook'> }) {
  const { ask, redFlags } = matter.handbook;
  return (
    <section class="handbook stack-tight">
      <h2>{handbookText.title}</h2>
      <h3>{handbookText.ask}</h3>
      <ul>
        {ask.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3>{handbookText.watch}</h3>
      <ul>
        {redFlags.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
