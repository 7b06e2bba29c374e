// Receipt number = case number, made offline in the village and final:
// region 12 + yyMMdd 6 + device 3 + serial 4 + check 2 (ISO 7064 MOD 97-10).

export type ReceiptNumberParts = {
  /** 12 digits: village or community; a township hall's 9 digits + 000. */
  region: string;
  /** Civil date in China, YYYY-MM-DD. */
  date: string;
  /** 1 to 900; 900 is the platform's own, for cases begun online. */
  deviceNumber: number;
  /** 1 to 9999, per device and day. */
  serial: number;
};

/**
 * Builds the 27 digits.
 * @throws RangeError when a part does not fit its digits.
 */
export function makeReceiptNumber(parts: ReceiptNumberParts): string {
  const { region, date, deviceNumber, serial } = parts;
  if (!/^\d{12}$/.test(region)) throw new RangeError('region: 12 digits');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError('date');
  inRange('deviceNumber', deviceNumber, 900);
  inRange('serial', serial, 9999);
  const body =
    region +
    date.slice(2, 4) +
    date.slice(5, 7) +
    date.slice(8, 10) +
    String(deviceNumber).padStart(3, '0') +
    String(serial).padStart(4, '0');
  const check = 98 - mod97(`${body}00`);
  return body + String(check).padStart(2, '0');
}

/** Splits a number; undefined when its shape or its check digits are wrong. */
export function readReceiptNumber(
  number: string,
): ReceiptNumberParts | undefined {
  if (!isReceiptNumber(number)) return undefined;
  const deviceNumber = Number(number.slice(18, 21));
  const serial = Number(number.slice(21, 25));
  if (deviceNumber < 1 || deviceNumber > 900 || serial < 1) return undefined;
  return {
    region: number.slice(0, 12),
    date: `20${number.slice(12, 14)}-${number.slice(14, 16)}-${number.slice(16, 18)}`,
    deviceNumber,
    serial,
  };
}

/** 27 digits whose check digits fit; whether it was given out is not known. */
export function isReceiptNumber(number: string): boolean {
  return /^\d{27}$/.test(number) && mod97(number) === 1;
}

/** Groups for reading: `4228 2510 2205 2611 25` and `002 0007 14`. */
export function groupReceiptNumber(number: string): {
  head: string;
  last9: string;
} {
  return {
    head: (number.slice(0, 18).match(/.{1,4}/g) ?? []).join(' '),
    last9: `${number.slice(18, 21)} ${number.slice(21, 25)} ${number.slice(25)}`,
  };
}

function inRange(name: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new RangeError(`${name}: 1 to ${max}`);
}

/** Digit by digit, since 27 digits exceed a number's exact range. */
function mod97(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}
