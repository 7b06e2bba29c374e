import type { PersonLine } from './person.ts';

/** Label and value a line; what is empty leaves room for a pen. */
export function Pairs({ lines }: { lines: readonly PersonLine[] }) {
  return (
    <dl>
      {lines.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class={value === '' ? 'sheet-blank' : ''}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
