import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { findText } from '../../text/find.ts';
import { errorSentence } from '../../text/errors.ts';
import { device } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { going } from '../visit/going.ts';

/** Begins a bundle and goes to its page, in the place of this one. */
export function BundleStart({ code }: { code: string }) {
  const { route } = useLocation();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const begin = async () => {
      const created = await device().drafts.create(code, going.value);
      if (created.ok) route(paths.intake(created.value), true);
      else setFailure(errorSentence(created.code));
    };
    void begin();
  }, [code]);
  return (
    <Screen title={findText.opening} back={paths.find}>
      {failure === undefined ? <Opening /> : <p>{failure}</p>}
    </Screen>
  );
}
