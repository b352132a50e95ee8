const WORDS: ReadonlyMap<string, boolean | null> = new Map(
  [null, true, false].flatMap((value) => {
    const word = String(value);
    const spellings = [word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`];
    return spellings.map((spelling) => [spelling, value] as const);
  }),
);
const NUMBER = /^(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\dA-Fa-f]+)$/;
/** Longer ones have digits that a number cannot hold. */
const MAX_NUMBER_CHARACTERS = 40;

/**
 * Returns what a scalar without quotes means (YAML 1.2, section 10.3.2): null, a boolean, a number, or the text itself. Infinity
 * and what is no number stay text, since JSON has none.
 */
export function scalarValue(text: string): string | number | boolean | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '~') return null;
  const word = WORDS.get(trimmed);
  if (word !== undefined) return word;
  if (trimmed.length > MAX_NUMBER_CHARACTERS || !NUMBER.test(trimmed)) return text;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : text;
}
