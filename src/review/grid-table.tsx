import type { ComponentChildren } from 'preact';

type GridTableProps = {
  /** What it holds, said to whoever comes to it by keyboard. */
  label: string;
  /** Heads of the columns, in order. */
  columns: readonly string[];
  /** Besides `grid`. */
  className?: string;
  /** Its rows. */
  children: ComponentChildren;
};

/** A table that is moved sideways within itself, and never moves the page. */
export function GridTable(props: GridTableProps) {
  const { label, columns, className = '', children } = props;
  return (
    <div class="scroll-x" role="region" aria-label={label} tabIndex={0}>
      <table class={`grid ${className}`.trim()}>
        <thead>
          <tr>
            {columns.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
