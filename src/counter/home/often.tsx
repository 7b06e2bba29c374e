import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { homeText } from '../../text/counter.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { beginMatter } from '../find/begin-matter.ts';
import { mostUsed } from '../find/most-used.ts';

/** What is taken in here most, each one tap from its first step. */
export function Often() {
  const { route } = useLocation();
  const [failure, setFailure] = useState<string>();
  if (mostUsed.value.length === 0) return null;
  return (
    <>
      <div class="row">
        {homeText.often}
        {mostUsed.value.map(({ code, short }) => (
          <Button
            key={code}
            onPress={() => void beginMatter(code, route).then(setFailure)}
          >
            {short}
          </Button>
        ))}
      </div>
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
    </>
  );
}
