import { DepotError } from '../errors/index.js';
import { isDotGit } from './dot-git.js';
import { quoteForMessage } from './quote-for-message.js';

/** The longest path of a file, in bytes of UTF-8: what Linux can open (PATH_MAX). */
export const MAX_PATH_BYTES = 4_096;
/** The longest name of one file or directory, in bytes of UTF-8: what common filesystems can hold. */
export const MAX_NAME_BYTES = 255;

/**
 * Returns `path` when it may name a file of a repository: names joined by single slashes, relative to the
 * repository's root, in well-formed Unicode. It is never rewritten, so that one file has one spelling;
 * names that differ in case or Unicode normalisation are different files, as in git.
 *
 * Refused, so that no tree the depot stores can escape or harm a checkout: absolute paths, empty, `.` and
 * `..` segments, `.git` in any case or disguise, NUL, and what is longer than filesystems allow.
 * Other control characters are allowed.
 *
 * @throws DepotError `INVALID_PATH`, naming the path and the rule.
 */
export function parseFilePath(path: string): string {
  const reason = path === '' ? 'it is empty' : reasonToRefuse(path);
  if (reason === undefined) return path;
  throw new DepotError('INVALID_PATH', `Invalid path ${quoteForMessage(path)}: ${reason}.`, {
    details: { path: quoteForMessage(path), reason },
  });
}

/**
 * Returns `path` when it may name a file *or directory* of a repository: as {@link parseFilePath}, and the
 * empty path is the root directory.
 *
 * @throws DepotError `INVALID_PATH`, naming the path and the rule.
 */
export function parsePath(path: string): string {
  return path === '' ? path : parseFilePath(path);
}

function reasonToRefuse(path: string): string | undefined {
  // Cheap bound first: no later check reads more than this of a hostile path.
  if (path.length > MAX_PATH_BYTES || Buffer.byteLength(path) > MAX_PATH_BYTES) {
    return `it is longer than ${MAX_PATH_BYTES} bytes`;
  }
  if (/\p{Surrogate}/u.test(path)) return 'it is not well-formed Unicode (a lone surrogate)';
  if (path.includes('\0')) return 'it holds a NUL character';
  if (path.startsWith('/')) return 'it is absolute; paths are relative to the root of the repository';
  for (const name of path.split('/')) {
    if (name === '') return 'it holds an empty segment (a double or trailing slash)';
    if (name === '.' || name === '..') return `it holds the segment "${name}"`;
    if (isDotGit(name)) return `${quoteForMessage(name)} stands for git's own folder on some systems`;
    if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
      return `the segment ${quoteForMessage(name)} is longer than ${MAX_NAME_BYTES} bytes`;
    }
  }
  return undefined;
}
