import { originSettingText } from '../../text/settings.ts';
import type { Origins } from '../origins.ts';

/**
 * Reads COUNTER_ORIGIN, REVIEW_ORIGIN, RESIDENT_ORIGIN and UPLOAD_ORIGIN, all or none,
 * with or without a slash at the end. Adds to `problems` a sentence for each that
 * cannot be used.
 */
export function readOriginSettings(
  read: (name: string) => string | undefined,
  problems: string[],
): Origins | undefined {
  const given = {
    counter: read('COUNTER_ORIGIN'),
    review: read('REVIEW_ORIGIN'),
    resident: read('RESIDENT_ORIGIN'),
    upload: read('UPLOAD_ORIGIN'),
  };
  if (Object.values(given).every((text) => text === undefined))
    return undefined;
  const faults: string[] = [];
  const origin = (site: keyof Origins): string => {
    const name = `${site.toUpperCase()}_ORIGIN`;
    const text = given[site];
    const found = text === undefined ? undefined : originIn(text);
    if (text === undefined) faults.push(originSettingText.missing(name));
    else if (found === undefined)
      faults.push(originSettingText.notOrigin(name, site));
    return found ?? '';
  };
  const origins = {
    counter: origin('counter'),
    review: origin('review'),
    resident: origin('resident'),
    upload: origin('upload'),
  };
  // Cookies know no ports: two at one host would be one to them.
  if (faults.length === 0 && !areApart(origins))
    faults.push(originSettingText.sameHost);
  problems.push(...faults);
  return faults.length === 0 ? origins : undefined;
}

function areApart(origins: Origins): boolean {
  const hosts = Object.values(origins).map((each) => new URL(each).hostname);
  return new Set(hosts).size === hosts.length;
}

/** Keys and service workers want `https:`, or a name of this very machine. */
function originIn(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, protocol, hostname } = new URL(text);
  const isSafe =
    protocol === 'https:' ||
    (protocol === 'http:' && /^(.+\.)?localhost$/.test(hostname));
  return isSafe && (text === origin || text === `${origin}/`)
    ? origin
    : undefined;
}
