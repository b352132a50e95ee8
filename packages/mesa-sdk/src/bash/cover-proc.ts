import { readdirSync, statSync } from 'node:fs';

/** Readable for everybody, and nobody's business: keys of the user, and where the machine's memory is. */
const PRIVATE: ReadonlySet<string> = new Set(['iomem', 'ioports', 'kallsyms', 'key-users', 'keys']);

/**
 * Returns the arguments of bubblewrap that leave of /proc what a sandbox needs: processes, what everybody may know of the
 * machine, and the settings of the kernel to be read only.
 *
 * To the files of /proc that belong to root, a process of root is root in whatever namespace it is, and without any
 * capability: it could set `kernel.core_pattern`, and so have programs run on the machine. So everything is covered that is
 * not a file which anybody may read and nobody may write.
 */
export function coverProc(): string[] {
  const entries = readdirSync('/proc', { withFileTypes: true });
  return entries.flatMap((entry) => {
    const { name } = entry;
    const path = `/proc/${name}`;
    if (/^\d+$/.test(name) || entry.isSymbolicLink()) return [];
    if (name === 'sys') return ['--ro-bind', path, path];
    if (entry.isDirectory()) return ['--tmpfs', path, '--remount-ro', path];
    const mode = statSync(path).mode & 0o777;
    return mode === 0o444 && !PRIVATE.has(name) ? [] : ['--ro-bind', '/dev/null', path];
  });
}
