import { useLocation } from 'preact-iso';
import type { ResidentQuery } from '../../device/device-api.ts';
import { residentsText } from '../../text/residents.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { BeginBatches, DueMatters } from './due-matters.tsx';
import { ResidentSearch, useFound, useMet, Who } from './resident-search.tsx';

/** Who was served here or stands on the township's list, and who may have what coming. */
export function ResidentsPage() {
  const { query, route } = useLocation();
  const due =
    query['due'] === 'age' || query['due'] === 'yearly'
      ? query['due']
      : undefined;
  const everybody = useFound('');
  const byAge = useMet('age');
  const byYear = useMet('yearly');
  const choice = (kind: ResidentQuery['due'], label: string) => (
    <Button
      pressed={due === kind}
      onPress={() => route(paths.residents(kind), true)}
    >
      {label}
    </Button>
  );
  const { nav, title, search, all, age, yearly, fromList, journal } =
    residentsText;
  return (
    <Screen
      title={everybody?.ok === true ? title(everybody.value.all) : nav}
      tabTitle={nav}
      nav
    >
      <div class="buttons">
        {choice(undefined, all)}
        {choice('age', age(byAge))}
        {choice('yearly', yearly(byYear))}
      </div>
      {due !== undefined && <BeginBatches kind={due} />}
      <ResidentSearch
        key={due}
        label={search}
        due={due}
        showsAll
        row={(line) => (
          <li key={line.id}>
            <a href={paths.resident(line.id)}>
              <span class="row-main">
                <Who line={line} />
                {due !== undefined && <DueMatters line={line} kind={due} />}
              </span>
              <Icon name="chevron" />
            </a>
          </li>
        )}
      />
      <Button href={paths.townshipList}>{fromList}</Button>
      <p class="hint">{journal}</p>
    </Screen>
  );
}
