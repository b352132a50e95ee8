// Which file names some filesystem would take for `.git`. These are the rules by which `git fsck` reports
// hasDotgit: a tree with such a name can plant a hook on the machine of whoever checks it out.

/** Characters that HFS+ ignores in file names. */
const HFS_IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** NTFS drops spaces and dots at the end, and everything from a colon on names a stream of the same file. */
const NTFS_DOT_GIT = /^(?:\.git|git~1)[ .]*(?:$|[:\\])/i;
const NTFS_DOT_GITMODULES = /^(?:\.gitmodules|gitmod~[1-4])[ .]*(?:$|:)/i;

/** The short name NTFS makes when the plain ones are taken: some of `gi7eba`, then `~` and a number. */
function isFallbackShortName(name: string): boolean {
  const match = /^([a-z0-9]{0,6})~([1-9][0-9]*)[ .]*(?:$|:)/i.exec(name);
  if (match === null) return false;
  const [, start = '', number = ''] = match;
  return start.length + 1 + number.length === 8 && 'gi7eba'.startsWith(start.toLowerCase());
}

/** A name and what follows each backslash in it, which Windows takes for a separator. */
function* windowsParts(name: string): Generator<string> {
  yield name;
  for (let at = name.indexOf('\\'); at !== -1; at = name.indexOf('\\', at + 1)) yield name.slice(at + 1);
}

/** Tells whether `name` is `.git` in any case, or a disguise of it on HFS+ (macOS) or NTFS (Windows). */
export function isDotGit(name: string): boolean {
  if (name.replace(HFS_IGNORED, '').toLowerCase() === '.git') return true;
  for (const part of windowsParts(name)) if (NTFS_DOT_GIT.test(part)) return true;
  return false;
}

/**
 * Tells whether `name` is `.gitmodules` or a disguise of it. Such a file is welcome, but git refuses a
 * *symlink* of that name, since git would read through it outside the tree.
 */
export function isDotGitmodules(name: string): boolean {
  if (name.replace(HFS_IGNORED, '').toLowerCase() === '.gitmodules') return true;
  for (const part of windowsParts(name)) {
    if (NTFS_DOT_GITMODULES.test(part) || isFallbackShortName(part)) return true;
  }
  return false;
}
