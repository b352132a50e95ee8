import { setImmediate } from 'node:timers/promises';
import { DepotError } from '../errors/index.js';
import { EMPTY_TREE_OID, type ObjectBuffer, type Oid, type TreeEntry } from '../objects/index.js';
import { isDotGitmodules } from './dot-git.js';
import type { FileEntry } from './file-entry.js';
import { joinPath } from './join-path.js';
import { parseFilePath } from './path-rules.js';
import { quoteForMessage } from './quote-for-message.js';

/**
 * Names that one batch may touch, directories on the way included: a few kilobytes can ask for millions of
 * directories (`a/d/d/d/…`, `b/d/d/d/…`), and every one becomes a tree.
 */
export const MAX_NAMES_PER_EDIT = 200_000;
/** After so many directories the event loop gets a turn, so that a large batch does not hold up everybody else. */
const DIRECTORIES_PER_TURN = 500;

/** One file put, replaced (`entry`) or deleted (`undefined`). */
export interface TreeEdit {
  readonly path: string;
  readonly entry: FileEntry | undefined;
}

/**
 * Returns the tree that `root` becomes when all `edits` are applied at once; their order does not matter.
 * Reads and writes only the directories on the way to an edited path. A directory that becomes empty is dropped.
 *
 * A path is a file or a directory, never both, so where an edit would change the kind of a path the batch has
 * to say so, as with git's index:
 * - a file may be put below a path that is a file now, if the batch deletes that file;
 * - a file may be put where a directory is now, if the batch deletes every file in that directory.
 *
 * Deleting is for files: a directory goes by deleting what is in it, so that nobody loses a tree by a slip.
 *
 * @throws DepotError `INVALID_PATH` for a path that is not allowed or clashes with another file or directory,
 * `BAD_REQUEST` for a path edited twice, `NOT_FOUND` for a deleted path that holds nothing, `PAYLOAD_TOO_LARGE`
 * for more than 200,000 files and directories. Nothing is reachable from what may have been buffered by then.
 */
export async function editTree(buffer: ObjectBuffer, root: Oid, edits: readonly TreeEdit[]): Promise<Oid> {
  const target = { buffer, takeTurns: turnTaker() };
  return (await applyEdits(target, root, planEdits(edits), '')) ?? EMPTY_TREE_OID;
}

/** The edits at and below one path. */
interface EditNode {
  edit?: TreeEdit;
  below?: Map<string, EditNode>;
}

/** Where the trees of one batch go. */
interface EditTarget {
  readonly buffer: ObjectBuffer;
  /** Called for every directory. */
  readonly takeTurns: () => Promise<void>;
}

function planEdits(edits: readonly TreeEdit[]): Map<string, EditNode> {
  const root: EditNode = {};
  let count = 0;
  for (const edit of edits) {
    const names = parseFilePath(edit.path).split('/');
    if (edit.entry?.mode === '120000' && isDotGitmodules(names.at(-1) ?? '')) {
      throw invalidPath(edit.path, 'git refuses a symbolic link of this name; store a regular file instead');
    }
    let node = root;
    for (const name of names) {
      node.below ??= new Map();
      let next = node.below.get(name);
      if (next === undefined) {
        if (++count > MAX_NAMES_PER_EDIT) throw tooManyNames();
        next = {};
        node.below.set(name, next);
      }
      node = next;
    }
    if (node.edit !== undefined) {
      throw new DepotError(
        'BAD_REQUEST',
        `The path ${quoteForMessage(edit.path)} is edited twice in one batch.`,
      );
    }
    node.edit = edit;
  }
  return root.below ?? new Map();
}

/** Returns the new tree of one directory, or `undefined` when it holds nothing any more. */
async function applyEdits(
  target: EditTarget,
  tree: Oid,
  nodes: ReadonlyMap<string, EditNode>,
  directory: string,
): Promise<Oid | undefined> {
  await target.takeTurns();
  const entries = new Map((await target.buffer.readTree(tree)).map((entry) => [entry.name, entry]));
  let changed = false;
  for (const [name, node] of nodes) {
    const before = entries.get(name);
    const after = await applyNode(target, before, node, joinPath(directory, name), name);
    if (before?.oid === after?.oid && before?.mode === after?.mode) continue;
    changed = true;
    if (after === undefined) entries.delete(name);
    else entries.set(name, after);
  }
  if (entries.size === 0) return undefined;
  return changed ? target.buffer.writeTree([...entries.values()]) : tree;
}

/** Returns what `path` holds after the edits at and below it. */
async function applyNode(
  target: EditTarget,
  before: TreeEntry | undefined,
  { edit, below }: EditNode,
  path: string,
  name: string,
): Promise<TreeEntry | undefined> {
  let now = before;
  if (edit !== undefined && edit.entry === undefined) {
    if (now === undefined) throw notFound(path);
    if (now.mode === '40000') {
      throw invalidPath(path, 'it is a directory; delete the files in it and it goes with the last one');
    }
    now = undefined;
  }
  if (below !== undefined) {
    if (now !== undefined && now.mode !== '40000') throw belowFile(path, below, 'is a file');
    const tree = await applyEdits(target, now?.oid ?? EMPTY_TREE_OID, below, path);
    now = tree === undefined ? undefined : { name, mode: '40000', oid: tree };
  }
  if (edit?.entry !== undefined) {
    if (now?.mode === '40000') {
      if (below !== undefined && firstUpsert(below) !== undefined) {
        throw belowFile(path, below, 'becomes a file in the same batch');
      }
      throw invalidPath(
        path,
        'it is a directory; to put a file there, delete every file in it in the same batch',
      );
    }
    now = { name, mode: edit.entry.mode, oid: edit.entry.oid };
  }
  return now;
}

function turnTaker(): () => Promise<void> {
  let directories = 0;
  return async () => {
    if (++directories % DIRECTORIES_PER_TURN === 0) await setImmediate();
  };
}

/** Returns the error for a batch that touches too much. */
export function tooManyNames(): DepotError {
  return new DepotError(
    'PAYLOAD_TOO_LARGE',
    `More than ${MAX_NAMES_PER_EDIT.toLocaleString('en-US')} files and directories would be touched at once. Send the files in several requests.`,
    { details: { max_names: MAX_NAMES_PER_EDIT } },
  );
}

/** The error for edits below `file`, which is or becomes a file: naming the first that puts something there. */
function belowFile(file: string, below: ReadonlyMap<string, EditNode>, why: string): DepotError {
  const upsert = firstUpsert(below);
  if (upsert !== undefined) return invalidPath(upsert.path, `its parent ${quoteForMessage(file)} ${why}`);
  return notFound(firstEdit(below)?.path ?? file);
}

function firstUpsert(nodes: ReadonlyMap<string, EditNode>): TreeEdit | undefined {
  return firstEdit(nodes, (edit) => edit.entry !== undefined);
}

function firstEdit(
  nodes: ReadonlyMap<string, EditNode>,
  wanted: (edit: TreeEdit) => boolean = () => true,
): TreeEdit | undefined {
  for (const { edit, below } of nodes.values()) {
    if (edit !== undefined && wanted(edit)) return edit;
    const deeper = below && firstEdit(below, wanted);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function invalidPath(path: string, reason: string): DepotError {
  const quoted = quoteForMessage(path);
  return new DepotError('INVALID_PATH', `Invalid path ${quoted}: ${reason}.`, {
    details: { path: quoted, reason },
  });
}

function notFound(path: string): DepotError {
  return new DepotError('NOT_FOUND', `Cannot delete ${quoteForMessage(path)}: nothing is there.`, {
    details: { path },
  });
}
