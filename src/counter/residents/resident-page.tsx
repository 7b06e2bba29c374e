import { Fragment } from 'preact';
import type { FieldType } from '../../domain/catalogue/enumerations.ts';
import type { Attribute } from '../../domain/people/person.ts';
import { dayInSentence } from '../../text/common.ts';
import { residentsText } from '../../text/residents.ts';
import { FieldView } from '../../ui/field/field.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { useRead } from '../device.ts';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { sourceText } from './chosen-resident.ts';
import { BeginDue } from './due-matters.tsx';
import { Who } from './resident-search.tsx';

/** Shown by the field of that kind; who lives with him is for the form alone. */
const SHOWN: readonly [Attribute, FieldType][] = [
  ['idNo', 'idcard'],
  ['phone', 'phone'],
  ['hukou', 'address'],
  ['residence', 'address'],
  ['ethnic', 'text'],
];

/** All that is known of one resident, each with where it comes from. */
export function ResidentPage({ id }: { id: string }) {
  const read = useRead((device) => device.residents.open(id), [id]);
  const { nav, gone, attributes, facts, served } = residentsText;
  if (read === undefined || !read.ok)
    return (
      <Screen title={read === undefined ? nav : gone} back={paths.residents()}>
        {read === undefined && <Opening />}
      </Screen>
    );
  const view = read.value;
  return (
    <Screen title={view.name} tabTitle={nav} back={paths.residents()}>
      <p>
        <Who line={{ ...view, name: '' }} />
      </p>
      <BeginDue view={view} />
      <section class="stack-tight">
        <h2>{facts}</h2>
        <dl class="pairs">
          {SHOWN.map(([attribute, type]) => {
            const value = view.person[attribute];
            if (value === undefined) return null;
            const label = attributes[attribute];
            const field = {
              id: attribute,
              label,
              type,
              required: false,
              pi: 'sensitive',
            } as const;
            return (
              <Fragment key={attribute}>
                <dt>{label}</dt>
                <dd>
                  <FieldView field={field} value={value} today={today()} />
                  <p class="hint">{sourceText(view, attribute)}</p>
                </dd>
              </Fragment>
            );
          })}
        </dl>
      </section>
      {view.served.length > 0 && (
        <section class="stack-tight">
          <h2>{served}</h2>
          <ul class="rows">
            {view.served.map(({ caseId, matterShort, at }) => (
              <li key={caseId}>
                <a href={paths.case(caseId)}>
                  <span class="row-main">
                    {matterShort} {dayInSentence(at)}
                  </span>
                  <Icon name="chevron" />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}
