import { useEffect, useState } from 'preact/hooks';
import { frameText } from '../../text/counter.ts';

/** Content comes from the device within 300 ms; longer than a second is said. */
export function Opening() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 1_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" class="hint">
      {isSlow ? frameText.opening : ''}
    </p>
  );
}
