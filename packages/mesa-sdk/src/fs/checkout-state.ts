import type { Revision } from './repo-client.js';
import { type DirectoryNode, type FileNode, newDirectory, newFile, type TreeNode } from './tree-node.js';

/** A file or link as plain data. */
interface FileState {
  readonly type: 'file' | 'symlink';
  readonly oid: string | undefined;
  readonly size: number;
  readonly mode: number;
  readonly mtimeMs: number;
  /** Bytes that are nowhere else. */
  readonly content: Uint8Array | undefined;
  readonly sourcePath: string;
}

/** A directory as plain data. */
interface DirectoryState {
  readonly type: 'dir';
  readonly oid: string | undefined;
  readonly entries: ReadonlyMap<string, FileState | DirectoryState> | undefined;
  readonly mode: number;
  readonly mtimeMs: number;
  readonly isKept: boolean;
}

/** All that a checkout holds, as plain data that can be sent to another thread: also what no server has. */
export interface CheckoutState {
  readonly revision: Revision;
  /** Bookmark that it began at, or went to. */
  readonly bookmark: string | undefined;
  /** Whether writes amend the revision. */
  readonly amends: boolean;
  readonly root: DirectoryState;
}

/** Returns a directory and all below it, as far as it is fetched, as plain data. */
export function exportDirectory({ oid, entries, mode, mtimeMs, isKept }: DirectoryNode): DirectoryState {
  const below = entries && new Map([...entries].map(([name, node]) => [name, exportNode(node)] as const));
  return { type: 'dir', oid, entries: below, mode, mtimeMs, isKept };
}

/** Returns the directory that plain data stands for. */
export function importDirectory({ oid, entries, mode, mtimeMs, isKept }: DirectoryState): DirectoryNode {
  const below = entries && new Map([...entries].map(([name, node]) => [name, importNode(node)] as const));
  return { ...newDirectory(mtimeMs), oid, entries: below, mode, isKept };
}

function exportNode(node: TreeNode): FileState | DirectoryState {
  if (node.type === 'dir') return exportDirectory(node);
  const { type, oid, size, mode, mtimeMs, content, sourcePath } = node;
  return { type, oid, size, mode, mtimeMs, content: content?.read(0, size), sourcePath };
}

function importNode(state: FileState | DirectoryState): TreeNode {
  if (state.type === 'dir') return importDirectory(state);
  const { type, oid, size, mode, mtimeMs, content, sourcePath } = state;
  const node: FileNode = newFile(type, content ?? new Uint8Array(), sourcePath, mtimeMs);
  return Object.assign(node, { oid, size, mode, ...(content === undefined && { content }) });
}
