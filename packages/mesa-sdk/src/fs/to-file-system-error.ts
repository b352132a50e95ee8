import { ApiError, AuthenticationError, AuthorizationError, InvalidOptionsError } from 'mesa-rest';
import { FileSystemError, type FileSystemErrorCode, fsError } from './fs-error.js';
import { StaleRevisionError } from './stale-revision-error.js';
import { UnsentError } from './unsent-error.js';

/** Returns what a failed operation throws: an error of the filesystem, with what the server said as its `cause`. */
export function toFileSystemError(cause: unknown, syscall: string, path: string, dest?: string): Error {
  // What the caller did wrong itself is told as it is.
  if (cause instanceof FileSystemError || cause instanceof InvalidOptionsError) return cause;
  if (cause instanceof UnsentError) {
    const more = { hint: cause.text, cause: cause.cause, ...(dest !== undefined && { dest }) };
    return fsError('EIO', syscall, path, more);
  }
  const hint = cause instanceof Error ? cause.message : String(cause);
  return fsError(codeOf(cause), syscall, path, { hint, cause, ...(dest !== undefined && { dest }) });
}

function codeOf(cause: unknown): FileSystemErrorCode {
  if (cause instanceof AuthenticationError || cause instanceof AuthorizationError) return 'EACCES';
  if (cause instanceof StaleRevisionError) return 'ESTALE';
  if (cause instanceof TypeError) return 'EINVAL';
  if (cause instanceof ApiError && cause.code === 'INVALID_PATH') return 'EINVAL';
  if (cause instanceof ApiError && cause.status === 413) return 'EFBIG';
  return 'EIO';
}
