/** Names that stand for git's own folder, also in disguises that some filesystems resolve. */
const DOT_GIT = /^(?:\.git|git~1)[ .]*(?:$|[:\\])/i;

/**
 * Tells whether a path is kept in memory and never sent: git's own folder, which no git tree can hold. It works for as
 * long as the filesystem lives.
 */
export function isLocalOnly(path: string): boolean {
  return path.split('/').some((name) => DOT_GIT.test(name));
}
