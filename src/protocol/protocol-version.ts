// One line of history per version. v1 of operations and materials is frozen for
// ever: delivery never ages out.
//
// 1  session, operations, materials, feed, enrolment, receipts, review

export const PROTOCOL_VERSION = 1;
export const PROTOCOL_MIN = 1;
