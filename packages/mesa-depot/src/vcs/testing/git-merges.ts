import type { Commit, ObjectBuffer, Oid } from '../../objects/index.js';
import type { GitRepo } from './git-repo.js';

/** What git makes of a merge: the tree, and the paths it could not merge. */
export interface GitMerge {
  readonly tree: Oid;
  readonly conflicts: readonly string[];
}

const someone = { name: 'A', email: 'a@example.com', timestampMs: 1_700_000_000_000, timezone: '+0000' };

/** Buffers a commit whose contents but tree and parents do not matter. */
export function writeTestCommit(
  buffer: ObjectBuffer,
  tree: Oid,
  parents: readonly Oid[],
  fields: Partial<Commit> = {},
): Oid {
  return buffer.writeCommit({
    tree,
    parents,
    author: someone,
    committer: someone,
    message: 'x\n',
    ...fields,
  });
}

/** Merges pairs of commits by `git merge-tree --write-tree`, without renames as we do. */
export function gitMerges(
  repo: GitRepo,
  pairs: readonly (readonly [target: Oid, source: Oid])[],
): GitMerge[] {
  const settings = ['-c', 'merge.renames=false', '-c', 'merge.directoryRenames=false'];
  const output = repo.run(
    [
      ...settings,
      'merge-tree',
      '--write-tree',
      '--stdin',
      '--name-only',
      '--no-messages',
      '--allow-unrelated-histories',
    ],
    pairs.map(([target, source]) => `${target} ${source}\n`).join(''),
  );
  // For each merge: "1" when clean, the tree, the paths in conflict, and an empty field.
  const fields = output.split('\0');
  const merges: GitMerge[] = [];
  for (let at = 0; at + 1 < fields.length; at++) {
    const status = fields[at];
    const tree = fields[at + 1] ?? '';
    const conflicts: string[] = [];
    for (at += 2; fields[at] !== ''; at++) conflicts.push(fields[at] as string);
    if (status !== (conflicts.length === 0 ? '1' : '0'))
      throw new Error(`cannot read the output of git: ${status}`);
    merges.push({ tree, conflicts });
  }
  if (merges.length !== pairs.length) throw new Error(`git made ${merges.length} of ${pairs.length} merges`);
  return merges;
}
