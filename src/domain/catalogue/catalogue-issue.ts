/**
 * What can be wrong with a catalogue. `shape`: a key is missing or of the wrong
 * type; `unknownKey`: the format has no such key; `unknownValue`: not in the
 * catalogue's own `enums`; `unknownReference`: names an id that is not there;
 * `duplicate`: an id used twice; `contradiction`: two parts disagree (`rule`
 * says which rule of the format); `condition`: an expression that cannot be
 * read, does not fit its form or goes in a circle.
 */
type CatalogueIssueCode =
  | 'shape'
  | 'unknownKey'
  | 'unknownValue'
  | 'unknownReference'
  | 'duplicate'
  | 'contradiction'
  | 'condition';

export interface CatalogueIssue {
  /** Dot path in the file, `matters.3.fields.2.type`; '' = the whole file. */
  path: string;
  code: CatalogueIssueCode;
  /** The offending value, or what was expected; for whoever mends the file. */
  detail?: string;
  /** With `contradiction`: the rule that is broken. */
  rule?: string;
}

/** Collects issues while a check walks the catalogue. */
export type Report = (
  path: string,
  code: CatalogueIssueCode,
  detail?: string,
) => void;
