import type { ObjectBuffer, ObjectReader, Oid, TreeEntry } from '../../objects/index.js';
import type { FileMode } from '../file-entry.js';

/** A file as tests write it. */
export interface TestFile {
  readonly mode: FileMode;
  readonly content: string;
}

/** The files of a tree by path. */
export type Files = ReadonlyMap<string, TestFile>;

/** Returns regular files, given as plain texts. */
export function files(texts: Readonly<Record<string, string>>): Files {
  return new Map(Object.entries(texts).map(([path, content]) => [path, { mode: '100644', content }]));
}

/** Buffers `all` as a tree, made from scratch, and returns it. */
export function writeFiles(buffer: ObjectBuffer, all: Files): Oid {
  const entries: TreeEntry[] = [];
  const directories = new Map<string, Map<string, TestFile>>();
  for (const [path, file] of all) {
    const slash = path.indexOf('/');
    if (slash === -1) {
      entries.push({ name: path, mode: file.mode, oid: buffer.writeBlob(Buffer.from(file.content)) });
      continue;
    }
    const name = path.slice(0, slash);
    const below = directories.get(name) ?? new Map<string, TestFile>();
    below.set(path.slice(slash + 1), file);
    directories.set(name, below);
  }
  for (const [name, below] of directories)
    entries.push({ name, mode: '40000', oid: writeFiles(buffer, below) });
  return buffer.writeTree(entries);
}

/** Returns the files of a tree. */
export async function readFiles(
  reader: ObjectReader,
  tree: Oid,
  directory = '',
): Promise<Map<string, TestFile>> {
  const found = new Map<string, TestFile>();
  for (const { name, mode, oid } of await reader.readTree(tree)) {
    const path = directory + name;
    if (mode === '40000') {
      for (const [below, file] of await readFiles(reader, oid, `${path}/`)) found.set(below, file);
    } else {
      found.set(path, { mode, content: Buffer.from(await reader.readBlob(oid)).toString() });
    }
  }
  return found;
}

/** Returns `all` with `file` at `path`, without what could not stand beside it: files above and below the path. */
export function withFile(all: Files, path: string, file: TestFile | undefined): Map<string, TestFile> {
  const next = new Map(all);
  if (file === undefined) {
    next.delete(path);
    return next;
  }
  for (const other of all.keys()) {
    if (path.startsWith(`${other}/`) || other.startsWith(`${path}/`)) next.delete(other);
  }
  return next.set(path, file);
}
