/**
 * What the platform found in a case when it took it in, for the reviewer and never a
 * reason to refuse it: the code of an answer's issue (`path`: of the answer), or
 * `duplicate` (number of the other case), `check` or `checkUndecided` (id of the
 * matter's check that is true, or that nobody could decide), `paperMissing` (id of
 * the paper that its rules ask for). `deficiencyLapsed` (id of the paper) is found later: it was
 * put off, and its day is over. `online` (name of the system) and `helpWanted` (what
 * for) are of a case begun on the net.
 */
export type Finding = { code: string; path: string };
