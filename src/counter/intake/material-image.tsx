import { useEffect, useState } from 'preact/hooks';
import type { PageView } from '../../device/device-api.ts';
import { materialsText } from '../../text/intake.ts';
import { device } from '../device.ts';

type MaterialImageProps = {
  page: Pick<PageView, 'sha256' | 'state'>;
  /** What it is a picture of. */
  name: string;
};

/** A picture decrypted for as long as it is looked at. */
export function MaterialImage({ page, name }: MaterialImageProps) {
  const [address, setAddress] = useState<string>();
  const [isDamaged, setDamaged] = useState(page.state === 'damaged');
  const isReleased = page.state === 'released';
  useEffect(() => {
    if (isReleased) return undefined;
    let made: string | undefined;
    let isOver = false;
    const begin = async () => {
      const read = await device().materials.read(page.sha256);
      if (isOver) return;
      if (!read.ok) {
        setDamaged(true);
        return;
      }
      made = URL.createObjectURL(read.value);
      setAddress(made);
    };
    void begin();
    return () => {
      isOver = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [page.sha256, isReleased]);
  if (isReleased) return <p class="hint">{materialsText.released}</p>;
  if (isDamaged) return <p class="tick-error">{materialsText.damaged}</p>;
  return (
    <span class="material-image">
      {address !== undefined && <img src={address} alt={name} />}
    </span>
  );
}
