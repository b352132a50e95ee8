import type { TreeNode } from '../tree-node.js';

export const S_IFMT = 0o170000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;
export const S_IFLNK = 0o120000;
export const S_ISUID = 0o4000;
export const S_ISGID = 0o2000;
export const PERMISSIONS = 0o7777;
const GROUP_EXECUTES = 0o010;

/** Returns the type bits of a node. */
export function typeOf(node: TreeNode): number {
  if (node.type === 'dir') return S_IFDIR;
  if (node.type === 'symlink') return S_IFLNK;
  return node.special ?? S_IFREG;
}

/** Ends set-user-id and set-group-id; the latter means mandatory locking where the group may not execute, and stays. */
export function withoutPrivileges(mode: number): number {
  const group = (mode & GROUP_EXECUTES) === 0 ? 0 : S_ISGID;
  return mode & ~(S_ISUID | group);
}
