import { errorSentence } from '../text/errors.ts';
import { linkText, signInText } from '../text/review.ts';
import type { Failure } from './platform-client.ts';

/** What happened and what to do now, in one sentence; never a bare code. */
export function failureSentence({ code, problem }: Failure): string {
  const own: Partial<Record<Failure['code'], string>> = {
    offline: linkText.offline,
    unavailable: linkText.offline,
    portal: linkText.strange,
    notFound: linkText.gone,
    forbidden: linkText.forbidden,
    signInFailed: signInText.wrong,
    tooManyRequests: signInText.tooMany,
    unauthorized: signInText.againTitle,
    internal: linkText.unknown(problem?.ref ?? null),
  };
  return own[code] ?? errorSentence(code, { reference: problem?.ref ?? '' });
}
