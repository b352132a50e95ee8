import { requireBindable } from '../require-bindable.js';
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
  requireBindable(parameters);
  return parameters as SqliteValue[];
}
