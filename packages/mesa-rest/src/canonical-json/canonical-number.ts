import { CanonicalJsonError } from './canonical-json-error.js';

/**
 * Returns the canonical form of a number of JSON. An integer, which is what is written without `.` and exponent, stays as
 * it is however long; anything else is the shortest text that reads back as the same double, as Python's `repr` has it.
 *
 * @param text A number by the grammar of JSON.
 * @throws {CanonicalJsonError} `NOT_CANONICAL` when no double is that large.
 */
export function canonicalNumber(text: string): string {
  if (!/[.eE]/.test(text)) return text === '-0' ? '0' : text;
  const value = Number(text);
  if (!Number.isFinite(value)) {
    throw new CanonicalJsonError('A number is too large for a double, and has no canonical form.');
  }
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + positive(Math.abs(value));
}

/** Where the point of a number may be for it to be written without exponent. */
const LOWEST_POINT = -4; // exclusive
const HIGHEST_POINT = 16;

function positive(value: number): string {
  if (value === 0) return '0.0';
  // Without an argument, as many digits as tell this double from every other.
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const digits = mantissa.replace('.', '');
  /** The value is 0.digits × 10^point. */
  const point = Number(exponent) + 1;
  if (point <= LOWEST_POINT || point > HIGHEST_POINT) return withExponent(digits, point - 1);
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${digits.padEnd(point, '0')}.0`;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function withExponent(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${size}`;
}
