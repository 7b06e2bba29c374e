import { TextSize } from '../../../src/ui/text-size/text-size.tsx';
import { examplesOf } from './example.ts';

export const textSizeExamples = examplesOf({
  both: () => <TextSize />,
  'for a resident': () => <TextSize onlyLarger />,
});
