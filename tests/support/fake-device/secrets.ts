export const PIN = '258036';
/** A card's text; its bits are nobody's. */
export const CARD = 'VSPCARD1:0000-0000-0000-0000-0000-0000-00KH';
