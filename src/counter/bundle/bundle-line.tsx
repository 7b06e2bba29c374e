import { bundleText } from '../../text/bundle.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';

/** Of which bundle a case is a part, and how far all of it is. */
export function BundleLine({ bundleId }: { bundleId: string }) {
  const read = useRead((device) => device.bundles.read(bundleId), [bundleId]);
  if (read?.ok !== true) return null;
  const { bundle, parts, done } = read.value;
  const all = parts.filter(({ isChosen }) => isChosen).length;
  return (
    <ul class="rows">
      <li>
        <a href={paths.intake(bundleId)}>
          <span class="row-main">
            {bundleText.progress(bundle.short, done, all)}
          </span>
          <Icon name="chevron" />
        </a>
      </li>
    </ul>
  );
}
