import { Fragment } from 'preact';
import type { CaseView } from '../../device/device-api.ts';
import { paperChecks } from '../../domain/cases/paper-checks.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { caseText } from '../../text/counter.ts';
import { materialsText } from '../../text/intake.ts';
import { FieldView } from '../../ui/field/field.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { today } from '../frame/clock.ts';
import { HandedIn } from '../intake/handed-in.tsx';
import { MaterialImage } from '../intake/material-image.tsx';
import '../intake/intake.css';

type CaseContentsProps = { view: CaseView; matter: Matter };

/** What was handed in and, folded, what was filled in, as it was sent. */
export function CaseContents({ view, matter }: CaseContentsProps) {
  const checks = paperChecks(view.events);
  return (
    <>
      <section class="stack-tight">
        <h2>{caseText.papersHeading}</h2>
        <ul class="plain-list stack-tight">
          {view.papers.map((paper) => {
            const name = nameOf(matter, paper.paperId);
            return (
              <li key={paper.paperId} class="stack-tight">
                <p>
                  {name}{' '}
                  <span class="hint">
                    <HandedIn
                      paper={paper}
                      name={name}
                      check={checks.get(paper.paperId)}
                    />
                  </span>
                </p>
                {paper.how === 'photo' && (
                  <div class="pages">
                    {paper.pages.map((page, index) => (
                      <MaterialImage
                        key={page.sha256}
                        page={page}
                        name={materialsText.page(name, index + 1)}
                      />
                    ))}
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      </section>
      <details>
        <summary>
          <Icon name="chevron" />
          {caseText.answersHeading}
        </summary>
        <dl class="pairs">
          {matter.fields.map((field) => {
            const value = view.answers[field.id];
            if (value === undefined) return null;
            const pair = (
              <>
                <dt>{field.label}</dt>
                <dd>
                  <FieldView field={field} value={value} today={today()} />
                </dd>
              </>
            );
            return field.columns === undefined ? (
              <Fragment key={field.id}>{pair}</Fragment>
            ) : (
              <div key={field.id} class="pairs-wide">
                {pair}
              </div>
            );
          })}
        </dl>
      </details>
    </>
  );
}

const nameOf = (matter: Matter, paperId: string) =>
  matter.materials.find(({ id }) => id === paperId)?.name ?? '';
