import { InvalidOptionsError } from 'mesa-rest';
import { checkMembers, typeName } from '../../core/known-members.js';
import type { OffsetPage } from '../connection.js';

/** Chooses a part of a list. */
export interface ListInput {
  /** Most items to ask for at once. Default 50. */
  readonly limit?: number | undefined;
  /** Items to leave out at the beginning. Default 0. */
  readonly offset?: number | undefined;
}

/** Chooses a part of a list that is returned whole by default. */
export interface CountInput {
  /** Most items to return. Default: all, or as many as the server gives at once. */
  readonly count?: number | undefined;
  /** Items to leave out at the beginning. Default 0. */
  readonly offset?: number | undefined;
  /** Only items with this text in their names or addresses; upper and lower case make no difference. */
  readonly filter?: string | undefined;
}

const DEFAULT_LIMIT = 50;

/**
 * Returns the first part of a list that is meant.
 *
 * @param known Members of the input besides those of {@link ListInput}.
 */
export function firstPage(
  what: string,
  input: ListInput,
  known: readonly string[] = [],
  defaultLimit = DEFAULT_LIMIT,
): OffsetPage {
  checkMembers(what, input, ['limit', 'offset', ...known]);
  const { limit = defaultLimit, offset = 0 } = input;
  checkCount(`\`limit\` of ${what}`, limit);
  checkCount(`\`offset\` of ${what}`, offset);
  return { limit, offset };
}

/** Where a list that is returned whole begins, and how it is chosen. @param known Members besides those of {@link CountInput}. */
export function countQuery<Input extends CountInput>(
  what: string,
  input: Input,
  known: readonly string[] = [],
): Input {
  checkMembers(what, input, ['count', 'offset', 'filter', ...known]);
  const { count = 0, offset = 0 } = input;
  checkCount(`\`count\` of ${what}`, count);
  checkCount(`\`offset\` of ${what}`, offset);
  return { ...input };
}

/** Pages are added up: a text of digits would be put behind the number. */
function checkCount(what: string, given: unknown): void {
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= 0) return;
  const found = typeof given === 'number' ? String(given) : typeName(given);
  throw new InvalidOptionsError(`${what} is ${found}; it must be a whole number of at least 0.`);
}
