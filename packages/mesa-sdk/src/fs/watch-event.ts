/** Something that somebody else changed. */
export interface WatchEvent {
  /** Path in the filesystem. */
  readonly path: string;
  /** Whether everything below the path may be different too. */
  readonly recursive: boolean;
}
