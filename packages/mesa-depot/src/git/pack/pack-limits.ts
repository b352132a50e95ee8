/** What a pack may cost. A sender can make a small pack that inflates to terabytes, so every size has a limit. */
export interface PackLimits {
  /** Bytes of the pack as it is sent. */
  readonly packBytes: number;
  readonly objects: number;
  /** Bytes of one blob. */
  readonly blobBytes: number;
  /** Bytes of one tree, commit or tag: these are parsed in memory. */
  readonly structureBytes: number;
  /** From this size on, the pack, and blobs and deltas while they are applied, are in files and not in memory. */
  readonly memoryBytes: number;
  /** How many deltas may have to be applied one after the other to make one object. */
  readonly deltaDepth: number;
  /** Bytes of all objects and deltas together may be this many times the bytes of the pack … */
  readonly inflationRatio: number;
  /** … but a pack of any size may have this many. */
  readonly inflationFloorBytes: number;
}

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** The limits of a push and of a pull. */
export const PACK_LIMITS: PackLimits = {
  // What the product promises for a push.
  packBytes: 5 * GIB,
  // A quarter of a gigabyte of index while the pack is read. The largest public repositories have fewer in a first push.
  objects: 5_000_000,
  // A length of 32 bits, as for a file of the API.
  blobBytes: 4 * GIB,
  // A directory of a million names.
  structureBytes: 64 * MIB,
  memoryBytes: 16 * MIB,
  // Git makes chains of 50, and of 4,095 at most (pack.depth).
  deltaDepth: 4_095,
  // Deflate gives at most 1,032. Histories of text, with deltas, stay below 100.
  inflationRatio: 256,
  inflationFloorBytes: GIB,
};
