import type { Material } from '../../domain/catalogue/form-schema.ts';
import { guideText } from '../../text/guide.ts';
import { Fold } from '../intake/fold.tsx';
import { GuidePaper } from './guide-paper.tsx';
import { sortPapers } from './sort-papers.ts';
import type { Guide } from './use-guide.ts';

/** What to bring; what nobody has to bring is folded away. */
export function PapersSection({ guide }: { guide: Guide }) {
  const { matter } = guide;
  const papers = sortPapers(matter.materials);
  const { brought, maybe, optional, notBrought } = papers;
  const depends = maybe.length + optional.length;
  const list = (some: readonly Material[]) => (
    <ul class="plain-list guide-papers">
      {some.map((paper) => (
        <GuidePaper key={paper.id} {...{ guide, paper }} />
      ))}
    </ul>
  );
  return (
    <section class="stack-tight" aria-labelledby="guide-bring">
      <div class="section-head">
        <h2 id="guide-bring">
          {guideText.bring}{' '}
          {brought.length > 0 && guideText.bringCount(brought.length)}
        </h2>
        {depends > 0 && (
          <span class="hint">{guideText.maybeCount(depends)}</span>
        )}
      </div>
      <p>{matter.guide.bring}</p>
      {brought.length === 0 ? <p>{guideText.bringNone}</p> : list(brought)}
      {maybe.length > 0 && (
        <>
          <h3>{guideText.maybe}</h3>
          {list(maybe)}
        </>
      )}
      {optional.length > 0 && (
        <>
          <h3>{guideText.optional}</h3>
          {list(optional)}
        </>
      )}
      {notBrought.length > 0 && (
        <Fold label={guideText.notBrought(notBrought.length)} isOpen={false}>
          {list(notBrought)}
        </Fold>
      )}
    </section>
  );
}
