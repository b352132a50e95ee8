/** A file of the cache as eviction sees it. */
export interface CachedFile {
  readonly name: string;
  /** What it takes on the disk. */
  readonly bytes: number;
  readonly usedAtMs: number;
}

/** Down to which part of the limit a full cache is emptied, so that not every new file empties it again. */
const TARGET = 0.9;

/** Returns the files to remove: none while all fit, else those unused for longest until there is room again. */
export function filesToEvict(files: readonly CachedFile[], maxBytes: number): CachedFile[] {
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= maxBytes) return [];
  const evicted: CachedFile[] = [];
  for (const file of files.toSorted((a, b) => a.usedAtMs - b.usedAtMs)) {
    if (bytes <= maxBytes * TARGET) break;
    evicted.push(file);
    bytes -= file.bytes;
  }
  return evicted;
}
