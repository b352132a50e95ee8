import type { ExactJson } from './exact-json.js';
import { JsonNumber } from './json-number.js';
import { JsonSyntaxError } from './json-syntax-error.js';

/** Options of `parseJson`. */
export interface ParseJsonOptions {
  /** How deep objects and lists may be nested. Default 1,000, which every stack has room for. */
  readonly maxDepth?: number | undefined;
}

const MAX_DEPTH = 1_000;

/**
 * Reads a JSON text as `JSON.parse` does, and keeps the text of each number: what was signed with `1.0` in it can be
 * written again with `1.0`. Of members of the same name the last one counts.
 *
 * @throws {JsonSyntaxError} `INVALID_JSON` when the text is not JSON, or nested deeper than `maxDepth`; `position` tells where.
 * @example
 * ```ts
 * canonicalJson(parseJson('{"b": 2, "a": 1.0}')); // {"a":1.0,"b":2}
 * ```
 */
export function parseJson(text: string, options: ParseJsonOptions = {}): ExactJson {
  return new Parser(text, options.maxDepth ?? MAX_DEPTH).document();
}

const BLANKS = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERALS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

class Parser {
  readonly #text: string;
  readonly #maxDepth: number;
  #position = 0;
  #depth = 0;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  document(): ExactJson {
    const value = this.#value();
    if (this.#position < this.#text.length) throw this.#unexpected();
    return value;
  }

  /** Reads a value and the blanks on both sides of it. */
  #value(): ExactJson {
    this.#take(BLANKS);
    const value = this.#bareValue();
    this.#take(BLANKS);
    return value;
  }

  #bareValue(): ExactJson {
    const first = this.#text[this.#position];
    if (first === '{') return this.#nested(() => this.#object());
    if (first === '[') return this.#nested(() => this.#list());
    if (first === '"') return this.#string();
    for (const [name, value] of LITERALS) {
      if (!this.#text.startsWith(name, this.#position)) continue;
      this.#position += name.length;
      return value;
    }
    const number = this.#take(NUMBER);
    if (number === undefined) throw this.#unexpected();
    return new JsonNumber(number);
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth) {
      throw new JsonSyntaxError(`The JSON is nested deeper than ${this.#maxDepth} levels.`, this.#position);
    }
    this.#position += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(): ExactJson {
    const members = new Map<string, ExactJson>();
    this.#take(BLANKS);
    if (this.#skip('}')) return {};
    do {
      this.#take(BLANKS);
      const name = this.#string();
      this.#take(BLANKS);
      if (!this.#skip(':')) throw this.#unexpected();
      members.set(name, this.#value());
    } while (this.#skip(','));
    if (!this.#skip('}')) throw this.#unexpected();
    // Also `__proto__` becomes a member like any other.
    return Object.fromEntries(members);
  }

  #list(): ExactJson {
    const items: ExactJson[] = [];
    this.#take(BLANKS);
    if (this.#skip(']')) return items;
    do items.push(this.#value());
    while (this.#skip(','));
    if (!this.#skip(']')) throw this.#unexpected();
    return items;
  }

  /** Reads a text in quotes as far as its form goes; which escapes and letters are right, `JSON.parse` knows. */
  #string(): string {
    const start = this.#position;
    if (!this.#skip('"')) throw this.#unexpected();
    let end = start;
    do end = this.#text.indexOf('"', end + 1);
    while (end !== -1 && isEscaped(this.#text, end));
    if (end === -1) throw new JsonSyntaxError(`The JSON text at position ${start} has no end.`, start);
    this.#position = end + 1;
    try {
      return JSON.parse(this.#text.slice(start, this.#position)) as string;
    } catch {
      throw new JsonSyntaxError(
        `The JSON text at position ${start} has a control character or an unknown escape.`,
        start,
      );
    }
  }

  /** Returns what a pattern matches here and goes on behind it; undefined when it does not match. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const [match] = pattern.exec(this.#text) ?? [];
    if (match !== undefined) this.#position += match.length;
    return match;
  }

  #skip(character: string): boolean {
    if (this.#text[this.#position] !== character) return false;
    this.#position += 1;
    return true;
  }

  /** The text is not quoted: it may hold a secret. */
  #unexpected(): JsonSyntaxError {
    const what = this.#position < this.#text.length ? 'goes wrong' : 'ends too early';
    return new JsonSyntaxError(`The JSON ${what} at position ${this.#position}.`, this.#position);
  }
}

/** Whether an odd number of backslashes stands before a character. */
function isEscaped(text: string, position: number): boolean {
  let first = position;
  while (text[first - 1] === '\\') first -= 1;
  return (position - first) % 2 === 1;
}
