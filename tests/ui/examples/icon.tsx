import { Icon } from '../../../src/ui/icon/icon.tsx';
import { iconPaths, type IconName } from '../../../src/ui/icon/icon-paths.ts';
import type { Example } from './example.ts';

const names = Object.keys(iconPaths) as IconName[];

export const iconExamples: Example[] = [
  ...names.map((name) => ({ name, draw: () => <Icon name={name} /> })),
  { name: 'flipped', draw: () => <Icon name="chevron" flipped /> },
];
