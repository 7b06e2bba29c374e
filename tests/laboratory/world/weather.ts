// What can happen to one request on its way, as the plan of a run names it.

/** One question and its answer go wrong in one of these ways. */
export const NETWORK_FAULTS = [
  /** No connection at all. */
  'offline',
  /** Cut while the question was on its way: `part` of it has arrived. */
  'cutBefore',
  /** Answered, and the answer is lost; the device learns it at once. */
  'answerLost',
  /** The question vanishes; the device waits until its time is up. */
  'halfOpen',
  /** Answered, and the answer vanishes without a word. */
  'answerVanishes',
  /** Sent twice, as Chromium repeats a POST on a kept connection. */
  'doubled',
  /** Arrives when the device has long given it up. */
  'late',
  /** Slow, so that others overtake it. */
  'slow',
  'portal200',
  'redirect',
  'tooLarge',
  'tooMany',
  'badGateway',
  /** The answer's body breaks off: the reading of it fails. */
  'bodyCut',
  /** The answer's JSON breaks off and ends as if whole. */
  'jsonCut',
  /** The answer to another request of the same kind. */
  'swapped',
] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

/** What all questions meet for a while, or of those that are cut every other one. */
export const OUTAGES = [
  'offline',
  'halfOpen',
  'portal200',
  'badGateway',
  'cutBefore',
] as const satisfies readonly NetworkFault[];
export type Outage = (typeof OUTAGES)[number];

export type Mishap = {
  kind: NetworkFault;
  /** 0 to 1: where a cut falls, how late is late. */
  part: number;
};
