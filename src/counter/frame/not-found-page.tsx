import { frameText } from '../../text/counter.ts';
import { paths } from './navigation.ts';
import { Screen } from './screen.tsx';

export function NotFoundPage() {
  return (
    <Screen
      title={frameText.notFound}
      back={paths.home}
      primary={{ label: frameText.goHome, href: paths.home }}
    >
      {null}
    </Screen>
  );
}
