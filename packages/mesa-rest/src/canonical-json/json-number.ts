import { CanonicalJsonError } from './canonical-json-error.js';

const GRAMMAR = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/**
 * A number as a JSON text has it: `1.0` and `1` are the same number and two texts, and what was signed is a text.
 *
 * It counts as its number where JavaScript calculates or compares by size, and for `JSON.stringify`, which writes the
 * nearest double.
 */
export class JsonNumber {
  /** The number as it was written, for example `1.0`. */
  readonly text: string;

  /**
   * @throws {CanonicalJsonError} `NOT_CANONICAL` when the text is no number of JSON.
   * @example
   * ```ts
   * new JsonNumber('12345678901234567890'); // more digits than a double holds
   * ```
   */
  constructor(text: string) {
    if (typeof text !== 'string' || !GRAMMAR.test(text)) {
      throw new CanonicalJsonError(
        'A JsonNumber is made of a text that is a number of JSON, such as 1.0 or 2e3.',
      );
    }
    this.text = text;
  }

  valueOf(): number {
    return Number(this.text);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): number {
    return Number(this.text);
  }
}
