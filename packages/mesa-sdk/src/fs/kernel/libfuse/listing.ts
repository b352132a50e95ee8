import type { Attributes, DirectoryEntry, Ino } from '../kernel-file-system.js';
import type { Tables, Visit } from './visit.js';

/** Entries that are asked for with their attributes; those of a larger directory would push each other out. */
const MAX_WITH_ATTRIBUTES = 8_192;
const PAGE_SIZE = 1024 * 1024; // 1 MiB

/** Returns all entries of a directory, and remembers their names and attributes for the look-ups that follow. */
export async function listDirectory(
  { fs, names, known }: Tables,
  visit: Visit,
  ino: Ino,
): Promise<DirectoryEntry[]> {
  const { readdir } = fs;
  if (readdir === undefined) return [];
  const { call } = visit;
  const request = { flags: 0, killPrivileges: false };
  const handle = (await fs.opendir?.(ino, request, call))?.handle ?? 0;
  const all: DirectoryEntry[] = [];
  const attributes: Attributes[] = [];
  const version = known.version;
  try {
    for (let position = 0; ; ) {
      const plus = all.length < MAX_WITH_ATTRIBUTES;
      const page = await visit.meet(
        async () => [...(await readdir.call(fs, ino, { handle, position, size: PAGE_SIZE, plus }, call))],
        (entries) =>
          entries.flatMap(({ name, entry }) =>
            plus && entry !== undefined && !isDot(name) ? [entry.attributes.ino] : [],
          ),
      );
      const last = page.at(-1);
      if (last === undefined) break;
      for (const { name, entry } of page) {
        if (!plus || entry === undefined || isDot(name)) continue;
        names.set(ino, name, entry.attributes.ino);
        attributes.push(entry.attributes);
      }
      all.push(...page);
      position = last.next;
    }
  } finally {
    await fs.releasedir?.(ino, handle, call);
  }
  known.learn(attributes, version);
  return all;
}

function isDot(name: string): boolean {
  return name === '.' || name === '..';
}
