import { createHash } from 'node:crypto';
import type { Commit } from '../objects/index.js';
import type { ConflictMap } from './conflict.js';
import type { FileEntry } from './file-entry.js';

const NAME = 'mesa-conflicts';

/**
 * Returns the extra headers of a commit with these conflicts: those in `headers`, and one that names the conflicts.
 *
 * The tree of a conflicted commit can be the very tree that resolves it: where binary files clash, it shows the
 * target. Without a header of its own, a conflict and its resolution in the same second would be one commit.
 */
export function conflictHeader(
  conflicts: ConflictMap,
  headers: Commit['extraHeaders'] = [],
): Pick<Commit, 'extraHeaders'> {
  const others = headers.filter(([name]) => name !== NAME);
  const extraHeaders =
    conflicts.size === 0 ? others : [...others, [NAME, digest(conflicts)] satisfies [string, string]];
  return extraHeaders.length === 0 ? {} : { extraHeaders };
}

/** Does not depend on the order of the conflicts. No path holds a NUL. */
function digest(conflicts: ConflictMap): string {
  const name = (file: FileEntry | undefined): string => (file ? `${file.mode} ${file.oid}` : '-');
  const lines = [...conflicts].map(([path, { base, target, source }]) =>
    [path, name(base), name(target), name(source)].join('\0'),
  );
  return createHash('sha256').update(lines.sort().join('\0')).digest('hex');
}
