/**
 * Returns an absolute path in its one spelling: single slashes, no `.` and `..`, no slash at its end. A `..` above the root
 * stays at the root, and a path without a leading slash begins there.
 *
 * It works on the text alone: `/link/..` is `/` also where `link` is a symbolic link.
 */
export function normalizePath(path: string): string {
  return `/${splitPath(path).join('/')}`;
}

/** Returns the names that a path consists of; the root has none. */
export function splitPath(path: string): string[] {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names;
}

/** Returns `path` as seen from the folder `base`: itself when it is absolute. */
export function resolvePath(base: string, path: string): string {
  return normalizePath(path.startsWith('/') ? path : `${base}/${path}`);
}

/** Returns a path and a name below it; the empty path is the root of a repository. */
export function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** Tells whether `path` is `ancestor` or below it. */
export function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(ancestor === '/' ? '/' : `${ancestor}/`);
}
