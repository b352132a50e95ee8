import { type FileOperation, InvalidOptionsError } from 'mesa-rest';
import { checkList, checkMembers } from '../core/known-members.js';
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
const MEMBERS = ['path', 'action', ...FORMS, 'encoding', 'mode'];

/**
 * Returns file operations as they are on the wire.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when not exactly one of the alternatives is given, or `content` is not base64.
 */
export function toFileOperations(files: readonly FileInput[] | undefined): FileOperation[] | undefined {
  checkList('`files`', files);
  return files?.map(toFileOperation);
}

function toFileOperation(file: FileInput, index: number): FileOperation {
  const where = `files[${index}]`;
  if (typeof file?.path !== 'string' || file.path === '')
    throw new InvalidOptionsError(`\`${where}.path\` is missing.`);
  checkMembers(`\`${where}\``, file, MEMBERS);
  const { path } = file;
  refusePrivateKey(path, `\`${where}.path\``);
  const forms = given(file, FORMS);
  const what = `${where} (${JSON.stringify(path)})`;
  checkAction(file, where);
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

/** Without types, a misspelled action would write what was to be deleted, and a mode be dropped. */
function checkAction(
  { action, mode, symlink }: { action?: unknown; mode?: unknown; symlink?: unknown },
  where: string,
): void {
  if (action !== undefined && action !== 'upsert' && action !== 'delete') {
    throw new InvalidOptionsError(
      `\`${where}.action\` is ${JSON.stringify(action)}; it must be "upsert" or "delete".`,
    );
  }
  if (mode !== undefined && (action === 'delete' || symlink !== undefined)) {
    throw new InvalidOptionsError(
      `\`${where}.mode\` is for files; a deletion and a symbolic link have none.`,
    );
  }
}
