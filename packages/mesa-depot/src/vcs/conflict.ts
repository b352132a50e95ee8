import { type FileEntry, sameFile } from './file-entry.js';

/**
 * The three sides of an unresolved file: what it was (`base`), what the branch merged into made of it (`target`,
 * side #1) and what the merged branch made of it (`source`, side #2). A side that lacks the file is `undefined`.
 */
export interface ConflictTerms {
  readonly base: FileEntry | undefined;
  readonly target: FileEntry | undefined;
  readonly source: FileEntry | undefined;
}

/** The unresolved files of one commit, by path. The commit's tree holds, at each path, a file that shows the conflict. */
export type ConflictMap = ReadonlyMap<string, ConflictTerms>;

/** The conflicts of what has none. */
export const NO_CONFLICTS: ConflictMap = new Map();

/** Tells whether two paths are in the same conflict. */
export function sameTerms(a: ConflictTerms, b: ConflictTerms): boolean {
  return sameFile(a.base, b.base) && sameFile(a.target, b.target) && sameFile(a.source, b.source);
}

/** Tells whether two commits have the same unresolved files. */
export function sameConflicts(a: ConflictMap, b: ConflictMap): boolean {
  if (a.size !== b.size) return false;
  for (const [path, terms] of a) {
    const other = b.get(path);
    if (other === undefined || !sameTerms(terms, other)) return false;
  }
  return true;
}
