import { useEffect, useRef } from 'preact/hooks';
import { previewText } from '../../../text/office-acts.ts';
import { Notice } from '../../../ui/notice/notice.tsx';
import { failureSentence } from '../../failure-sentence.ts';
import type { Preview } from './use-preview.ts';

/** The paper before it is issued, whole. */
export function NoticePreviewView({ preview }: { preview: Preview }) {
  const { paper, failure } = preview;
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (paper !== null) element.current?.focus();
  }, [paper]);
  if (failure !== null)
    return (
      <Notice tone="neutral" icon="pause" announced="polite">
        <p>{failureSentence(failure)}</p>
      </Notice>
    );
  if (paper === null) return null;
  return (
    <section
      ref={element}
      class="preview paper"
      aria-label={previewText.title}
      tabIndex={-1}
    >
      <p class="hint">{previewText.lead}</p>
      <h3 class="paper-title">{paper.title}</h3>
      <p>{paper.to}</p>
      <p>{paper.lead}</p>
      <dl class="pairs">
        {paper.facts.map(({ label, value }) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label} is`}>{value}</dd>,
        ])}
      </dl>
      {paper.sections.map(({ title, lines }) => (
        <div key={title}>
          <h4>{title}</h4>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      ))}
      {paper.closing.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p class="paper-end">{paper.issuer}</p>
      <p class="paper-end">{paper.issuedOn}</p>
    </section>
  );
}
