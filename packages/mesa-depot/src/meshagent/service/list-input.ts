/** Which part of a list, as lists of the later clients are asked for. */
export interface ListInput {
  /** Most items. Default: all of them, or the first 10,000. */
  readonly count?: number;
  /** Items to leave out at the beginning. Default 0. */
  readonly offset?: number;
  /** Only items that have this text in their names. */
  readonly filter?: string;
}
