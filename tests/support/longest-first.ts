// A long file that is begun last keeps one core busy and the others idle. The runner
// knows only files' sizes on a fresh clone, and the longest are short to read.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Of half a minute and more, the longest first; names that are gone do no harm. */
const LONG = [
  'every-screen.journey',
  'backup.journey',
  'every-matter.journey',
  'simulation',
  'one-case.journey',
  'restore.pg',
  'update.journey',
  'storyboards.journey',
  'releases-apart.journey',
  'known-bugs',
  'cut-and-turn.browser',
  'sheets.journey',
  'restored-former.pg',
  'backup.pg',
];

export class LongestFirst extends BaseSequencer {
  override async sort(
    files: TestSpecification[],
  ): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) =>
        moduleId.includes(`/${name}.test.`),
      );
      return place === -1 ? LONG.length : place;
    };
    return others.toSorted((a, b) => rank(a) - rank(b));
  }
}
