import { InvalidOptionsError } from './errors/invalid-options-error.js';

/** Longest name of the caller's that a message repeats. */
const MAX_QUOTED_CHARACTERS = 64;

/**
 * Refuses what is no object, and an object with a member that nobody reads: with a misspelled option the default would
 * count, and with a misspelled filter a list would hold too much. Members that are undefined count as absent.
 *
 * @param what who takes the object, at the beginning of a sentence: `A client`, `repos.list`
 * @throws InvalidOptionsError naming the member and those that there are
 */
export function checkMembers(what: string, given: unknown, known: readonly string[]): void {
  const list = known.map((name) => `\`${name}\``).join(', ');
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InvalidOptionsError(`${what} takes an object with ${list}, not ${typeName(given)}.`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || known.includes(name)) continue;
    throw new InvalidOptionsError(
      `${what} does not take \`${name.slice(0, MAX_QUOTED_CHARACTERS)}\`; it takes ${list}.`,
    );
  }
}

/** Returns how a value is called in a sentence; never the value itself, which may be a credential. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
