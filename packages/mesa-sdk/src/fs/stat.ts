/** What `stat` and `lstat` tell. */
export interface FsStat {
  isFile: boolean;
  isDirectory: boolean;
  isSymbolicLink: boolean;
  /** Permission bits, without the bits of the type. */
  mode: number;
  /** Bytes; 0 for a directory. */
  size: number;
  mtime: Date;
}

/** An entry of a directory and what it is. */
export interface DirentEntry {
  name: string;
  isFile: boolean;
  isDirectory: boolean;
  isSymbolicLink: boolean;
}
