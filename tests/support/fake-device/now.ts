/** When everything here happens. */
export const NOW = '2026-11-25T02:36:00.000Z';
