import { MesaError } from 'mesa-rest';

/** Number and wording of each errno that a filesystem of Mesa gives, as Node has them on Linux. */
const ERRORS = {
  EPERM: [1, 'operation not permitted'],
  ENOENT: [2, 'no such file or directory'],
  EIO: [5, 'i/o error'],
  EBADF: [9, 'bad file descriptor'],
  EACCES: [13, 'permission denied'],
  EBUSY: [16, 'resource busy or locked'],
  EEXIST: [17, 'file already exists'],
  EXDEV: [18, 'cross-device link not permitted'],
  ENOTDIR: [20, 'not a directory'],
  EISDIR: [21, 'illegal operation on a directory'],
  EINVAL: [22, 'invalid argument'],
  EFBIG: [27, 'file too large'],
  EROFS: [30, 'read-only file system'],
  ENAMETOOLONG: [36, 'name too long'],
  ENOTEMPTY: [39, 'directory not empty'],
  ELOOP: [40, 'too many symbolic links encountered'],
  ENOTSUP: [95, 'operation not supported on socket'],
  ESTALE: [116, 'stale file handle'],
} as const satisfies Record<string, readonly [errno: number, text: string]>;

/** Codes of the errors of a filesystem. */
export type FileSystemErrorCode = keyof typeof ERRORS;

/** What a {@link FileSystemError} is made of. */
export interface FileSystemErrorInit {
  readonly code: FileSystemErrorCode;
  /** Name of the system call that a kernel would have refused: `open`, `mkdir`, `rename`. */
  readonly syscall: string;
  readonly path?: string | undefined;
  /** Second path of a call that has two, such as `rename`. */
  readonly dest?: string | undefined;
  /** Why, in words, where the code alone does not tell. Appended to the message. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Thrown when an operation on files fails: Node's own kind of error, with `code`, `errno`, `syscall` and `path`, and Node's
 * wording, which programs look for: `ENOENT: no such file or directory, open '/demo/x'`.
 */
export class FileSystemError extends MesaError {
  declare readonly code: FileSystemErrorCode;
  /** Negative number of the error, as Node has it on Linux. */
  readonly errno: number;
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;

  static {
    FileSystemError.prototype.name = 'FileSystemError';
  }

  constructor(init: FileSystemErrorInit) {
    super(init.code, messageOf(init), 'cause' in init ? { cause: init.cause } : {});
    this.errno = -ERRORS[init.code][0];
    this.syscall = init.syscall;
    if (init.path !== undefined) this.path = init.path;
    if (init.dest !== undefined) this.dest = init.dest;
  }
}

/** Returns an error of a filesystem. The only place where they are made. */
export function fsError(
  code: FileSystemErrorCode,
  syscall: string,
  path?: string,
  more: Pick<FileSystemErrorInit, 'dest' | 'hint' | 'cause'> = {},
): FileSystemError {
  return new FileSystemError({ code, syscall, path, ...more });
}

function messageOf({ code, syscall, path, dest, hint }: FileSystemErrorInit): string {
  const paths = [path, dest].filter((one) => one !== undefined).map((one) => `'${one}'`);
  const what = [syscall, paths.join(' -> ')].filter((part) => part !== '').join(' ');
  return `${ERRORS[code][1]}, ${what}${hint === undefined ? '' : ` (${hint})`}`;
}
