/**
 * The latest date that is taken, in seconds since 1970: the end of 9999, less the largest time zone that git can
 * write. Git itself stops where its 64 bits do, and no API can show such a date.
 */
const MAX_SECONDS = Date.UTC(9999, 11, 27) / 1000;

/** Which rule of git an identity breaks, and how. */
export interface IdentityFault {
  readonly rule: string;
  readonly what: string;
}

/** Checks the value of an `author`, `committer` or `tagger` header by the rules of `git fsck`. */
export function findIdentityFault(value: string): IdentityFault | undefined {
  const open = value.search(/[<>]/);
  if (value.startsWith('<')) return fault('missingNameBeforeEmail', 'has no name before the address');
  if (value[open] === '>') return fault('badName', 'has a name with ">" in it');
  if (open < 0) return fault('missingEmail', 'has no address');
  if (value[open - 1] !== ' ') return fault('missingSpaceBeforeEmail', 'has no space before the address');
  const afterOpen = value.slice(open + 1);
  const close = afterOpen.search(/[<>]/);
  if (close < 0 || afterOpen[close] === '<') return fault('badEmail', 'has an address that does not end');
  const rest = afterOpen.slice(close + 1);
  if (!rest.startsWith(' ')) return fault('missingSpaceBeforeDate', 'has no space before the date');
  const [, seconds = '', separator, timezone = ''] = /^ (\d*)(.?)(.*)$/s.exec(rest) ?? [];
  if (/^0\d/.test(seconds)) return fault('zeroPaddedDate', 'has a date that begins with 0');
  if (Number(seconds) > MAX_SECONDS) return fault('badDateOverflow', 'has a date after the year 9999');
  if (seconds === '' || separator !== ' ') return fault('badDate', 'has no valid date');
  if (!/^[+-]\d{4}$/.test(timezone)) return fault('badTimezone', 'has no valid time zone');
  return undefined;
}

function fault(rule: string, what: string): IdentityFault {
  return { rule, what };
}
