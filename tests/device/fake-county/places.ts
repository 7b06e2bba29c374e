export const STATION = '422825102205';
export const AUDIENCE = `station:${STATION}`;
