import { DepotError } from '../errors/index.js';
import { EMPTY_TREE_OID, type ObjectBuffer, type Oid, type TreeEntry } from '../objects/index.js';
import { asDirectory } from './file-entry.js';
import { joinPath } from './join-path.js';
import { MAX_PATH_BYTES, parseFilePath } from './path-rules.js';
import { quoteForMessage } from './quote-for-message.js';
import { listTree, lookupPath } from './tree-lookup.js';

/**
 * Returns the tree `root` with the directory `from` at the path `to`. Its own tree is taken as it is, so that only the
 * directories on the way to both are written, however much is in it.
 *
 * @throws DepotError `NOT_FOUND` when there is no directory at `from`; `INVALID_PATH` when `to` is not allowed, is
 * taken, is inside `from` or below a file, or makes a path too long.
 */
export async function moveDirectory(buffer: ObjectBuffer, root: Oid, from: string, to: string): Promise<Oid> {
  parseFilePath(to);
  const tree = asDirectory(await lookupPath(buffer, root, from));
  if (tree === undefined) {
    throw new DepotError('NOT_FOUND', `Cannot move ${quoteForMessage(from)}: there is no directory.`);
  }
  if (`${to}/`.startsWith(`${from}/`))
    throw invalidPath(to, `it is inside ${quoteForMessage(from)}, which is moved`);
  if ((await lookupPath(buffer, root, to)) !== undefined) {
    throw invalidPath(to, 'a directory cannot replace what is there; delete that first');
  }
  await refuseTooLong(buffer, tree, from, to);
  const without = (await put(buffer, root, from.split('/'), undefined, '')) ?? EMPTY_TREE_OID;
  const moved = await put(buffer, without, to.split('/'), tree, '');
  return moved ?? EMPTY_TREE_OID;
}

/** Returns the directory with the tree at the path, or without anything there; undefined when nothing is left. */
async function put(
  buffer: ObjectBuffer,
  directory: Oid,
  [name = '', ...below]: readonly string[],
  tree: Oid | undefined,
  path: string,
): Promise<Oid | undefined> {
  const entries = [...(await buffer.readTree(directory))];
  const at = entries.findIndex((entry) => entry.name === name);
  const found: TreeEntry | undefined = entries[at];
  const foundPath = joinPath(path, name);
  if (below.length > 0 && found !== undefined && found.mode !== '40000') {
    throw invalidPath(
      joinPath(foundPath, below.join('/')),
      `its parent ${quoteForMessage(foundPath)} is a file`,
    );
  }
  const oid =
    below.length === 0 ? tree : await put(buffer, found?.oid ?? EMPTY_TREE_OID, below, tree, foundPath);
  if (at !== -1) entries.splice(at, 1);
  if (oid !== undefined) entries.push({ name, mode: '40000', oid });
  return entries.length === 0 ? undefined : buffer.writeTree(entries);
}

/** A longer prefix may take a path over the limit, and then nobody could edit it any more. */
async function refuseTooLong(buffer: ObjectBuffer, tree: Oid, from: string, to: string): Promise<void> {
  if (Buffer.byteLength(to) <= Buffer.byteLength(from)) return;
  for (const { path } of await listTree(buffer, tree, { path: to, depth: Number.POSITIVE_INFINITY })) {
    if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
      throw invalidPath(path, `it is longer than ${MAX_PATH_BYTES} bytes`);
    }
  }
}

function invalidPath(path: string, reason: string): DepotError {
  const quoted = quoteForMessage(path);
  return new DepotError('INVALID_PATH', `Invalid path ${quoted}: ${reason}.`, {
    details: { path: quoted, reason },
  });
}
