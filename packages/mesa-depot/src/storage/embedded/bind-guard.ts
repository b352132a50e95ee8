import type { SqliteValue } from './sqlite-database.js';

/**
 * Returns the parameters of a statement as what they were checked to be.
 *
 * The drivers take a Date or a plain object for a set of named parameters and a missing value for NULL, and say nothing: the row
 * is stored with holes. Here all of that throws, as does a number that SQLite would turn into NULL.
 *
 * @throws TypeError naming the parameter. Its value is not shown: it may be a secret.
 */
export function guardParameters(parameters: readonly unknown[], expected: number): SqliteValue[] {
  if (parameters.length !== expected) {
    throw new TypeError(
      `The statement has ${expected} parameters, but ${parameters.length} values were given.`,
    );
  }
  for (const [index, value] of parameters.entries()) {
    if (!isBindable(value)) {
      throw new TypeError(`Parameter ${index + 1} cannot be stored: ${describe(value)}.`);
    }
  }
  return parameters as SqliteValue[];
}

function isBindable(value: unknown): value is SqliteValue {
  switch (typeof value) {
    case 'string':
    case 'bigint':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return value === null || value instanceof Uint8Array;
  }
}

function describe(value: unknown): string {
  if (typeof value === 'number') return `it is ${value}`;
  return typeof value === 'object'
    ? `it is a ${value?.constructor?.name ?? 'object'}`
    : `it is of type ${typeof value}`;
}
