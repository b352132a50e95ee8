/** A file outside of any repository that holds what is too much for memory. Without a name, so that it ends with us. */
export interface SpillFile {
  /** Reads from `from` up to and without `to`; what was never written reads as zeros, also beyond the end. */
  read(from: number, to: number): Uint8Array;
  write(data: Uint8Array, at: number): void;
  /** Makes a range zeros, and gives back what it took where the disk can. */
  clear(from: number, to: number): void;
  truncate(size: number): void;
  /** Returns a file with the same bytes that goes its own way. */
  copy(size: number): SpillFile;
  /** Returns git's id of a file of the first `size` bytes. */
  blobOid(size: number): Promise<string>;
  close(): void;
}

/** Makes {@link SpillFile}s. The kernel door gets one of Node; where there is no disk there is none. */
export interface SpillStore {
  create(): SpillFile;
}
