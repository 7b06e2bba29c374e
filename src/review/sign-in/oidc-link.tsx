import { useEffect, useState } from 'preact/hooks';
import { oidcText } from '../../text/review.ts';
import { useReview } from '../review-context.ts';

type OidcLinkProps =
  | { purpose: 'signIn' }
  | { purpose: 'signInBeside' | 'proof'; onBack: () => void };

/**
 * To the county's identity provider, where there is one. Over an open page it goes in a
 * window of its own, so that nothing that was typed is lost; `onBack`: this window has
 * been come back to.
 */
export function OidcLink(props: OidcLinkProps) {
  const { client } = useReview();
  const [isThere, setThere] = useState(false);
  const [isAway, setAway] = useState(false);
  const isBeside = props.purpose !== 'signIn';
  useEffect(() => {
    const ask = async () => {
      const answer = await client.signInWays();
      setThere(answer.ok && answer.value.oidc);
    };
    void ask();
  }, [client]);
  useEffect(() => {
    if (!isAway || props.purpose === 'signIn') return undefined;
    const { onBack } = props;
    const look = () => onBack();
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  });
  if (!isThere) return null;
  return (
    <p>
      <a
        class="button"
        href={client.oidcAddress(props.purpose)}
        {...(isBeside ? { target: '_blank', rel: 'noopener' } : {})}
        onClick={() => setAway(true)}
      >
        {isBeside ? oidcText.beside : oidcText.signIn}
      </a>
    </p>
  );
}
