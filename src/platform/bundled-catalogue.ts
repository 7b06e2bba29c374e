// The catalogue and the calendar that this version of the platform brings. As
// text, since what is published are exactly these values, keys unknown to this
// version included.
import calendarText from '../domain/catalogue/data/calendar.json?raw';
import catalogueText from '../domain/catalogue/data/matters.json?raw';

export const bundledCatalogue: unknown = JSON.parse(catalogueText);
export const bundledCalendar: unknown = JSON.parse(calendarText);

const { version, regions } = bundledCatalogue as {
  version: string;
  regions: { county: { code6: string } };
};
export const bundledVersion = version;
/** 6 digits; the county whose platform this is. */
export const countyCode = regions.county.code6;
