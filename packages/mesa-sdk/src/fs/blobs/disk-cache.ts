/**
 * Bytes of files that are kept on disk from one mount to the next, and shared by processes. What is damaged counts as not
 * there. Nothing of it may fail a reader: a cache that cannot write keeps nothing.
 *
 * Files up to a frame are kept whole by their object id, larger ones by frame.
 */
export interface DiskCache {
  /** Whether a file or a frame is there, as far as can be told without reading it. */
  has(oid: string, frame?: number): boolean;
  /** Returns the bytes of a file or a frame, at once where they are few. */
  get(oid: string, frame?: number): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Keeps bytes, soon. They must not be changed. */
  put(oid: string, bytes: Uint8Array, frame?: number): void;
  /** Resolves when everything that was put by now is on disk, or given up. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
