/** Chooses a part of a list. Without both, the whole list is returned. */
export interface ListInput {
  /** Most items to return, 1 to 500. */
  readonly limit?: number | undefined;
  /** Items to leave out at the beginning. */
  readonly offset?: number | undefined;
}
