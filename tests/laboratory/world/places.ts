// Names that several parts of the laboratory agree on.
export const COUNTY = '422825';
export const MATTER = 'V14';
/** Two villages of one township, and one of another. */
export const STATIONS = ['422825201237', '422825201200', '422825102206'];
/** Required papers of the matter that are photographed or seen. */
export const PAPERS = ['V14-M1', 'V14-M2', 'V14-M5'];
/** The true time at which every run begins. */
export const BEGIN = Date.parse('2026-11-25T01:00:00Z');
