/**
 * Linux's number of each error that a filesystem of ours can answer. The kernel takes these numbers and nothing
 * else, so they are written out here: Node's `os.constants.errno` lacks some and is another table elsewhere.
 */
export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  E2BIG: 7,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  EXDEV: 18,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ENOTTY: 25,
  ETXTBSY: 26,
  EFBIG: 27,
  ENOSPC: 28,
  ESPIPE: 29,
  EROFS: 30,
  EMLINK: 31,
  EPIPE: 32,
  ERANGE: 34,
  EDEADLK: 35,
  ENAMETOOLONG: 36,
  ENOSYS: 38,
  ENOTEMPTY: 39,
  ELOOP: 40,
  ENODATA: 61,
  EPROTO: 71,
  EOVERFLOW: 75,
  EILSEQ: 84,
  EUSERS: 87,
  EOPNOTSUPP: 95,
  ENOTSUP: 95,
  ECONNABORTED: 103,
  ECONNRESET: 104,
  ENOTCONN: 107,
  ETIMEDOUT: 110,
  ECONNREFUSED: 111,
  EHOSTUNREACH: 113,
  ESTALE: 116,
  EDQUOT: 122,
  ECANCELED: 125,
} as const satisfies Record<string, number>;

/** Name of an error that the kernel knows, for example `ENOENT`. */
export type ErrnoCode = keyof typeof ERRNO;

/**
 * The refusal of a filesystem operation: a filesystem throws it, and the program that made the call gets its
 * number. It is an answer and no fault, and a hot one (every look-up of a name that is not there), so it carries
 * no stack and there is one instance per code: see {@link errno}.
 */
export class ErrnoError extends Error {
  readonly code: ErrnoCode;
  /** Linux's number, positive. */
  readonly errno: number;

  static {
    ErrnoError.prototype.name = 'ErrnoError';
  }

  constructor(code: ErrnoCode) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(code);
    Error.stackTraceLimit = limit;
    this.code = code;
    this.errno = ERRNO[code];
    Object.freeze(this);
  }
}

const errors = new Map<ErrnoCode, ErrnoError>();

/**
 * Returns the refusal with this code, to be thrown.
 *
 * @example
 * if (node === undefined) throw errno('ENOENT');
 */
export function errno(code: ErrnoCode): ErrnoError {
  let error = errors.get(code);
  if (error === undefined) {
    error = new ErrnoError(code);
    errors.set(code, error);
  }
  return error;
}

/**
 * Returns the code of what a filesystem threw: of an {@link ErrnoError} or of any error whose `code` is the name of
 * one (as the errors of `node:fs` are), `EINTR` for an abort, and undefined for anything else, which is a fault of
 * the filesystem.
 */
export function errnoCodeOf(error: unknown): ErrnoCode | undefined {
  if (error instanceof ErrnoError) return error.code;
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string' && Object.hasOwn(ERRNO, code)) return code as ErrnoCode;
  return name === 'AbortError' ? 'EINTR' : undefined;
}
