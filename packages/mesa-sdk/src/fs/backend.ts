import type { BookmarkOps } from './bookmark-ops.js';
import type { ChangeOps } from './change-ops.js';
import type { EncodingOption } from './encoding.js';
import type { JournalOps } from './journal-ops.js';
import type { DirentEntry, FsStat } from './stat.js';
import type { WatchEvent } from './watch-event.js';

/**
 * What does the work of a `MesaFileSystem`: checkouts in the caller's thread, or messages to the thread that holds them
 * beside a kernel mount. What each method promises is said there.
 */
export interface FileSystemBackend {
  readonly change: ChangeOps;
  readonly bookmark: BookmarkOps;
  readonly journal: JournalOps;
  readFile(path: string, options?: EncodingOption): Promise<string>;
  readFileBuffer(path: string): Promise<Uint8Array>;
  writeFile(path: string, content: string | Uint8Array, options?: EncodingOption): Promise<void>;
  appendFile(path: string, content: string | Uint8Array, options?: EncodingOption): Promise<void>;
  exists(path: string): Promise<boolean>;
  stat(path: string): Promise<FsStat>;
  lstat(path: string): Promise<FsStat>;
  mkdir(path: string, options?: { readonly recursive?: boolean | undefined }): Promise<void>;
  readdir(path: string): Promise<string[]>;
  readdirWithFileTypes(path: string): Promise<DirentEntry[]>;
  rm(
    path: string,
    options?: { readonly recursive?: boolean | undefined; readonly force?: boolean | undefined },
  ): Promise<void>;
  cp(src: string, dest: string, options?: { readonly recursive?: boolean | undefined }): Promise<void>;
  mv(src: string, dest: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  symlink(target: string, linkPath: string): Promise<void>;
  link(existingPath: string, newPath: string): Promise<void>;
  readlink(path: string): Promise<string>;
  realpath(path: string): Promise<string>;
  utimes(path: string, atime: Date, mtime: Date): Promise<void>;
  setMetadata(path: string, metadata: Readonly<Record<string, string | null>>): Promise<void>;
  getMetadata(path: string): Promise<Record<string, string>>;
  clearMetadata(path: string): Promise<void>;
  flush(): Promise<void>;
  refresh(): Promise<void>;
  /** Calls the listener for what others change, until the returned function is called. */
  listen(listener: (event: WatchEvent) => void): () => void;
  close(): Promise<void>;
}
