/**
 * Bytes of a file that are not on the server yet: in memory, or in a file of their own where they are many. They never
 * change; whoever writes on makes others.
 *
 * Whoever keeps them counts as a holder: the one that made them, the node whose `content` they are, an upload that is on
 * its way. What they take is given back with the last `release`.
 */
export interface Contents {
  readonly size: number;
  /** All bytes, where they are in memory. */
  readonly bytes: Uint8Array | undefined;
  /** Returns the bytes from `from` up to and without `to`; fewer at the end. */
  read(from: number, to: number): Uint8Array;
  /** Returns all bytes in their order, piece by piece; each call begins anew. */
  stream(): AsyncIterable<Uint8Array>;
  /** Returns the id that git gives a file of these bytes. It is computed once. */
  oid(): Promise<string>;
  /** Counts one more holder. */
  retain(): void;
  /** Counts one holder less. */
  release(): void;
}
