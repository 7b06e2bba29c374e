import { uploadName } from '../../protocol/materials.ts';
import { isBadRequest, readProblem } from './decide-answer.ts';
import type { Heard, LaterWhy } from './decide-answer.ts';

export type UploadDecision =
  /** The county has the whole material. */
  | { act: 'complete' }
  /**
   * It has so many bytes: send the rest. All of them is no completion: the county
   * may have been stopped before it checked them, and a rest of nothing asks it to.
   */
  | { act: 'resume'; offset: number }
  /** It has nothing of it, or bytes that do not fit: send the whole. */
  | { act: 'whole' }
  | { act: 'newSession'; nonce: string | null }
  /** This one is not taken now, and says nothing about the others. */
  | { act: 'passOver' }
  | {
      act: 'later';
      why: LaterWhy;
      retryAfterS: number | null;
      /** The link broke under it, and may be there again at once. */
      isCut?: true;
    };

/**
 * What the answer to an upload request means. A 2xx counts only with the upload's
 * own headers, or as 201, and nothing counts that speaks of another upload.
 */
export function decideUpload(
  heard: Heard,
  { sha256, total }: { sha256: string; total: number },
): UploadDecision {
  if (heard.kind === 'nothing') return decideNothing(heard);
  const { status, upload, retryAfterS } = heard;
  if (heard.isRedirect) return { act: 'later', why: 'portal', retryAfterS };
  if (upload.of !== null && upload.of !== uploadName(sha256))
    return { act: 'later', why: 'server', retryAfterS };
  if (status >= 200 && status < 300) {
    if (status === 201 || upload.isComplete) return { act: 'complete' };
    if (upload.offset !== null && upload.offset <= total)
      return { act: 'resume', offset: upload.offset };
    return { act: 'later', why: 'portal', retryAfterS };
  }
  const problem = readProblem(heard);
  if (status === 401)
    return problem === undefined
      ? { act: 'later', why: 'portal', retryAfterS }
      : { act: 'newSession', nonce: problem.nonce ?? null };
  // HEAD has no body: its 404 is known by what was asked.
  if (
    status === 404 &&
    (problem !== undefined || heard.mediaType !== 'text/html')
  )
    return { act: 'whole' };
  const offset = problem?.offset ?? upload.offset;
  if (status === 409 && offset !== null && offset <= total)
    return { act: 'resume', offset };
  if (problem?.code === 'digestMismatch') return { act: 'whole' };
  // A proxy's 413 has no problem body, and its meaning is plain all the same.
  if (status === 413 || (problem !== undefined && isBadRequest(status)))
    return { act: 'passOver' };
  return { act: 'later', why: 'server', retryAfterS };
}

/** What no answer means: together or one by one, the same. */
export function decideNothing({
  isCut,
}: Extract<Heard, { kind: 'nothing' }>): UploadDecision & { act: 'later' } {
  const decision = { act: 'later', why: 'offline', retryAfterS: null } as const;
  return isCut === true ? { ...decision, isCut } : decision;
}
