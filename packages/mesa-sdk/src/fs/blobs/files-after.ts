import type { DirectoryNode, FileNode, TreeNode } from '../tree-node.js';

/**
 * Yields the files that come after one in the order of a program that reads a whole tree: directory by directory, and
 * what is in a directory where the directory is listed. A directory that is not fetched yet is yielded in place of what is
 * in it, again and again until it is.
 *
 * @param path Where the file is.
 * @returns Undefined when it is not there.
 */
export function filesAfter(
  root: DirectoryNode,
  path: string,
  file: FileNode,
): Iterator<TreeNode> | undefined {
  const names = path.split('/');
  const directories: Map<string, TreeNode>[] = [];
  let node: TreeNode | undefined = root;
  for (const name of names) {
    if (node?.type !== 'dir' || node.entries === undefined) return undefined;
    directories.push(node.entries);
    node = node.entries.get(name);
  }
  return node === file ? climb(directories, names) : undefined;
}

function* climb(
  directories: readonly Map<string, TreeNode>[],
  names: readonly string[],
): Generator<TreeNode> {
  for (let level = names.length - 1; level >= 0; level--) {
    let isAfter = false;
    for (const [name, node] of directories[level] as Map<string, TreeNode>) {
      if (isAfter) yield* filesOf(node);
      else isAfter = name === names[level];
    }
  }
}

function* filesOf(node: TreeNode): Generator<TreeNode> {
  if (node.type !== 'dir') {
    yield node;
    return;
  }
  while (node.entries === undefined) yield node;
  for (const below of node.entries.values()) yield* filesOf(below);
}
