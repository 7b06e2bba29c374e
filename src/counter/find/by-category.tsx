import type { Category } from '../../domain/catalogue/catalogue-schema.ts';
import type { MatterSummary } from '../../device/device-api.ts';
import { findText } from '../../text/find.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { MatterRow } from './matter-row.tsx';

type ByCategoryProps = {
  matters: readonly MatterSummary[];
  categories: readonly Category[];
  /** Ids of the categories that stand open. */
  open: readonly string[];
  onOpen: (open: readonly string[]) => void;
};

/** Every matter, under the name of its department's field. */
export function ByCategory(props: ByCategoryProps) {
  const { matters, categories, open, onOpen } = props;
  return (
    <section class="stack-tight" aria-labelledby="by-department">
      <h2 id="by-department">{findText.byDepartment}</h2>
      <div>
        {categories.map(({ id, name }) => {
          const own = matters.filter(({ category }) => category === id);
          const isOpen = open.includes(id);
          return (
            <details
              key={id}
              class="find-category"
              open={isOpen}
              onToggle={({ currentTarget }) => {
                if (currentTarget.open === isOpen) return;
                const others = open.filter((each) => each !== id);
                onOpen(currentTarget.open ? [...others, id] : others);
              }}
            >
              <summary>
                <Icon name="chevron" />
                <span class="row-main">{name}</span>
                <span class="hint">{findText.count(own.length)}</span>
              </summary>
              {isOpen && (
                <ul class="rows">
                  {own.map((matter) => (
                    <MatterRow key={matter.code} matter={matter} />
                  ))}
                </ul>
              )}
            </details>
          );
        })}
      </div>
    </section>
  );
}
