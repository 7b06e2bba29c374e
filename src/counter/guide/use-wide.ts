import { useEffect, useState } from 'preact/hooks';

/** There is room for a column beside the page: see page.css. */
const WIDE = '(min-width: 960px)';

/** Whether there is, as the window changes. */
export function useWide(): boolean {
  const [isWide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const follow = () => setWide(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return isWide;
}
