import type { FileSystemBackend } from '../backend.js';
import type { BookmarkOps } from '../bookmark-ops.js';
import type { ChangeOps } from '../change-ops.js';
import type { JournalOps } from '../journal-ops.js';
import type { TimedToken } from '../mount-token.js';
import type { WatchEvent } from '../watch-event.js';
import type { WireError } from './wire-error.js';

/** Methods of a filesystem that may be called from another thread. */
export const FILE_SYSTEM_METHODS = [
  'readFileBuffer',
  'writeFile',
  'appendFile',
  'exists',
  'stat',
  'lstat',
  'mkdir',
  'readdir',
  'readdirWithFileTypes',
  'rm',
  'cp',
  'mv',
  'chmod',
  'symlink',
  'link',
  'readlink',
  'realpath',
  'utimes',
  'setMetadata',
  'getMetadata',
  'clearMetadata',
  'flush',
  'refresh',
] as const satisfies readonly (keyof FileSystemBackend)[];

/** Methods of `change`. */
export const CHANGE_METHODS = [
  'new',
  'edit',
  'list',
  'current',
  'checkpoint',
] as const satisfies readonly (keyof ChangeOps)[];

/** Methods of `bookmark`. */
export const BOOKMARK_METHODS = ['create', 'move', 'list'] as const satisfies readonly (keyof BookmarkOps)[];

/** Methods of `journal`. */
export const JOURNAL_METHODS = ['list', 'replay', 'discard'] as const satisfies readonly (keyof JournalOps)[];

/** What a call is for. */
export type Target =
  | { readonly target: 'fs'; readonly method: (typeof FILE_SYSTEM_METHODS)[number] }
  | { readonly target: 'change'; readonly method: (typeof CHANGE_METHODS)[number] }
  | { readonly target: 'bookmark'; readonly method: (typeof BOOKMARK_METHODS)[number] }
  | { readonly target: 'journal'; readonly method: (typeof JOURNAL_METHODS)[number] };

/** Levels of a logger. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** From the application to the thread of a filesystem. */
export type ToFileSystem =
  | (Target & { readonly kind: 'call'; readonly id: number; readonly args: readonly unknown[] })
  | { readonly kind: 'token'; readonly id: number; readonly token: TimedToken }
  | { readonly kind: 'no-token'; readonly id: number; readonly error: WireError };

/** And back. `ready` or `failed` is the first of them, `closed` the last. */
export type FromFileSystem =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'event'; readonly event: WatchEvent }
  | { readonly kind: 'token?'; readonly id: number }
  | { readonly kind: 'closed'; readonly error: WireError | undefined }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly line: string };
