import { homeText } from '../../text/counter.ts';
import { useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';

/** How many may have something coming by age; else that there is nothing at all. */
export function ComingOfAge({ isAlone }: { isAlone: boolean }) {
  const found = useRead((device) =>
    device.residents.find({ text: '', due: 'age' }),
  );
  if (found?.ok === true && found.value.met > 0)
    return (
      <a href={paths.residents('age')}>
        {homeText.comingOfAge(found.value.met)}
      </a>
    );
  return isAlone ? <p class="hint">{homeText.none}</p> : null;
}
