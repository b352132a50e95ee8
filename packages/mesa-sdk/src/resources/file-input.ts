import { type FileOperation, InvalidOptionsError } from 'mesa-rest';
import { refusePrivateKey } from '../core/private-key-text.js';
import { type FileBytes, given, toBase64Content } from './file-bytes.js';

/** Creates or replaces a file: exactly one of `content`, `text` and `bytes`. */
export type FileUpsertInput = FileBytes & {
  /** Path in the repository: `/` between names, no leading slash. */
  readonly path: string;
  readonly action?: 'upsert' | undefined;
  /** Absent keeps the mode of an existing file, else `100644`. */
  readonly mode?: '100644' | '100755' | undefined;
  readonly symlink?: never;
};

/** Creates or replaces a symbolic link. An extension: servers without it refuse the request. */
export interface SymlinkInput {
  readonly path: string;
  readonly action?: 'upsert' | undefined;
  /** Target of the link, kept as it is. */
  readonly symlink: string;
  readonly content?: never;
  readonly encoding?: never;
  readonly text?: never;
  readonly bytes?: never;
  readonly mode?: never;
}

/** Deletes a file or symbolic link. */
export interface FileDeleteInput {
  readonly path: string;
  readonly action: 'delete';
  readonly content?: never;
  readonly encoding?: never;
  readonly text?: never;
  readonly bytes?: never;
  readonly symlink?: never;
  readonly mode?: never;
}

/** One change of one path: exactly one of `content`, `text`, `bytes`, `symlink` and `action: 'delete'`. */
export type FileInput = FileUpsertInput | SymlinkInput | FileDeleteInput;

const FORMS = ['content', 'text', 'bytes', 'symlink'];

/**
 * Returns a file operation as it is on the wire.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when not exactly one of the alternatives is given, or `content` is not base64.
 */
export function toFileOperation(file: FileInput, index: number): FileOperation {
  const where = `files[${index}]`;
  if (typeof file?.path !== 'string' || file.path === '')
    throw new InvalidOptionsError(`\`${where}.path\` is missing.`);
  const { path } = file;
  refusePrivateKey(path, `\`${where}.path\``);
  const forms = given(file, FORMS);
  const what = `${where} (${JSON.stringify(path)})`;
  if (file.action === 'delete') {
    if (forms.length > 0) throw new InvalidOptionsError(`${what} is deleted and has \`${forms[0]}\` too.`);
    return { path, action: 'delete' };
  }
  if (forms.length !== 1) {
    const has = forms.length === 0 ? 'none' : forms.map((form) => `\`${form}\``).join(' and ');
    throw new InvalidOptionsError(
      `${what} needs exactly one of \`content\`, \`text\`, \`bytes\`, \`symlink\` and \`action: 'delete'\`; it has ${has}.`,
    );
  }
  if (file.symlink !== undefined) return { path, action: 'upsert', symlink: file.symlink };
  return {
    path,
    action: 'upsert',
    content: toBase64Content(file, where),
    encoding: 'base64',
    ...(file.mode !== undefined && { mode: file.mode }),
  };
}
