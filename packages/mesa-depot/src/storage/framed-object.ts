/** A git object as rows store it. `objects/` makes and reads these; storage only keeps them. */
export interface FramedObject {
  readonly oid: string;
  /** The number git gives the type in a pack: 1 commit, 2 tree, 3 blob, 4 tag. */
  readonly typeCode: number;
  /** Length of the body in bytes. */
  readonly size: number;
  /**
   * The body as zlib streams: a single one up to `FRAME_BYTES`, beyond that one for every `FRAME_BYTES` of the body,
   * so that a range of a large file can be read without the rest. Empty for a body beside the database that is to be stored.
   */
  readonly frames: readonly Uint8Array[];
  /** Key of a body that is beside the database, in the store of `blobPlaceOf`. */
  readonly storeKey?: string;
}

/** How much of a body one frame holds. */
export const FRAME_BYTES: number = 1024 * 1024; // 1 MiB
