/** Options of {@link openDiskCache}. */
export interface DiskCacheOptions {
  /** Folder that the cache makes its own folder in. Several processes can use the same at the same time. */
  readonly path: string;
  /**
   * Bytes that it takes on the disk. Default: a tenth of what is free when the cache is opened, counting what it holds
   * already as free, and 10 GiB at most.
   */
  readonly maxSizeBytes?: number | undefined;
  /** Clock in milliseconds since 1970; the machine's by default. */
  readonly now?: (() => number) | undefined;
}
