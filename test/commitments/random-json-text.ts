/** Letters that sort, escape or count otherwise in one of the languages. */
const CHARACTERS = [
  ...'abzABZ019 _-/"\\{}[]:,',
  '\u007f',
  '\u0080',
  'é',
  'e\u0301',
  '\u2028',
  '\u2029',
  '\ud7ff',
  '\ue000',
  '～',
  '\uffff',
  '😀',
  '𝒳',
  '\u{10ffff}',
];
const ESCAPES = [
  '\\n',
  '\\t',
  '\\b',
  '\\f',
  '\\r',
  '\\u0000',
  '\\u0001',
  '\\u001F',
  '\\/',
  '\\u00e9',
  '\\ud83d\\ude00',
  '\\uD800',
];
const NUMBERS = [
  '0',
  '-0',
  '0.0',
  '-0.0',
  '1.0',
  '100.00',
  '1e2',
  '1E+2',
  '1e15',
  '1e16',
  '9999999999999998.0',
  '1e17',
  '0.0001',
  '0.00001',
  '1e-7',
  '123456789012345678901234567890',
  '9007199254740993',
  '9007199254740993.0',
  '5e-324',
  '4e-324',
  '1e-400',
  '1.7976931348623157e308',
  '1e400',
  '-1e400',
  '0.1',
  '0.30000000000000004',
  '1e23',
  '2.2250738585072014e-308',
  '0e5',
];

/**
 * Returns JSON texts, each on one line: documents of every shape, with numbers written in every way that JSON knows, members
 * of one name, and now and then what has no canonical form.
 */
export function randomJsonText(seed: number, count: number): string[] {
  const random = generator(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const blank = (): string => (below(6) === 0 ? ' ' : '');

  const text = (): string => {
    let letters = '';
    for (let left = below(7); left > 0; left -= 1) {
      const letter = pick(CHARACTERS);
      letters += letter === '"' || letter === '\\' ? `\\${letter}` : letter;
      // Half a surrogate pair has no canonical form, so it must be rare.
      if (below(12) === 0) letters += pick(below(40) === 0 ? ESCAPES : ESCAPES.slice(0, -1));
    }
    return `"${letters}"`;
  };
  const digits = (length: number): string => Array.from({ length }, () => below(10)).join('');
  const double = (): string => {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint32(0, below(2 ** 32));
    view.setUint32(4, below(2 ** 32));
    const value = view.getFloat64(0);
    return Number.isFinite(value) ? String(value) : '1.5';
  };
  const number = (): string => {
    const kind = below(6);
    // What is too large for a double has no canonical form, so it must be rare.
    if (kind === 0)
      return pick(below(20) === 0 ? NUMBERS : NUMBERS.filter((given) => !given.endsWith('e400')));
    if (kind === 1) return double();
    const whole = `${pick(['', '-'])}${below(9) + 1}${digits(below(22))}`;
    if (kind === 2) return whole;
    const fraction = below(3) === 0 ? '' : `.${digits(below(20) + 1)}`;
    return `${whole}${fraction}${pick(['', 'e', 'E'])}`.replace(
      /[eE]$/,
      (e) => `${e}${pick(['', '+', '-'])}${below(40)}`,
    );
  };
  const value = (depth: number): string => {
    const kind = below(depth > 4 ? 5 : 9);
    if (kind === 0) return pick(['true', 'false', 'null']);
    if (kind < 3) return text();
    if (kind < 5) return number();
    const members = Array.from({ length: below(5) }, () =>
      kind < 7
        ? `${blank()}${value(depth + 1)}${blank()}`
        : `${blank()}${text()}${blank()}:${blank()}${value(depth + 1)}${blank()}`,
    );
    return kind < 7 ? `[${members.join(',')}]` : `{${members.join(',')}}`;
  };
  return Array.from({ length: count }, () => value(0));
}

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
