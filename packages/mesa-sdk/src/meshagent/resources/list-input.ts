import { checkMembers } from '../../core/known-members.js';
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
  return { limit: input.limit ?? defaultLimit, offset: input.offset ?? 0 };
}
