// What the description knows of one path, and what many paths share.
import * as v from 'valibot';
import type { ProblemCode } from '../../../protocol/error-code.ts';
import type { Action, Condition } from '../../people/matrix.ts';

/** What a body is when it is not JSON. */
export type RawType =
  | 'application/jose'
  | 'application/jose-detached'
  | 'application/jose-detached;edition=village'
  | 'application/jose-detached;edition=village;charset=gb18030'
  | 'application/octet-stream'
  | 'application/partial-upload'
  | 'image/jpeg'
  | 'image/png'
  | 'application/pdf'
  | 'text/csv'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'text/html'
  | 'text/event-stream';

/**
 * Whom a path lets in: anybody; a device whose token carries the scope; a system that
 * signs what it sends; whoever of staff is signed in; or the row of the permission matrix, with the conditions for
 * which its use case vouches.
 */
export type Need =
  | 'nothing'
  | 'deliver'
  | 'read'
  | 'signature'
  | 'session'
  | {
      action: Action;
      met?: readonly Condition[];
      /** What a second person's word meets besides; without it: secondPersonNeeded. */
      together?: readonly Condition[];
    };

export type Endpoint = {
  method: 'get' | 'post' | 'patch' | 'delete' | 'head';
  /** With `{name}` for parameters. */
  path: string;
  summary: string;
  needs: Need;
  /** Only to whoever has shown within the last minutes that it is he. */
  isFreshOnly?: true;
  params?: Record<string, v.GenericSchema>;
  query?: v.ObjectSchema<v.ObjectEntries, undefined>;
  headers?: Record<string, v.GenericSchema>;
  body?: v.GenericSchema | RawType[];
  /** Status and body of success; null = none. */
  answers: Record<number, v.GenericSchema | RawType[] | null>;
  problems: readonly ProblemCode[];
};

export { uuid } from '../../../domain/schema-parts.ts';
export const offset = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Of an event of a case, as a URL carries it. */
export const eventNumber = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,5}$/),
  v.transform(Number),
);
export const sealed: RawType[] = ['application/octet-stream'];
export const jose: RawType[] = ['application/jose'];

export const deviceProblems = ['unauthorized', 'epochChanged'] as const;
export const bodyProblems = [
  'badRequest',
  'payloadTooLarge',
  'unsupportedMediaType',
] as const;
export const staffProblems = ['unauthorized', 'forbidden'] as const;
export const freshProblems = [...staffProblems, 'freshLoginNeeded'] as const;
