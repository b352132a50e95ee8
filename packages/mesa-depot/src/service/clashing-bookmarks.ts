import { type Executor, getBookmark, listBookmarks } from '../storage/index.js';

/**
 * Returns bookmarks beside which there can be none of this name, because git keeps branches as files: `a` and `a/b`. Of
 * those below the name, one of them.
 *
 * @param ignored Names of bookmarks that are about to be deleted.
 */
export async function clashingBookmarks(
  executor: Executor,
  repoId: string,
  name: string,
  ignored: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const clashing: string[] = [];
  const parts = name.split('/');
  for (let length = 1; length < parts.length; length++) {
    const above = parts.slice(0, length).join('/');
    if (!ignored.has(above) && (await getBookmark(executor, repoId, above))) clashing.push(above);
  }
  // Names hold no glob characters, so this one is its own pattern.
  const below = await listBookmarks(executor, repoId, { limit: ignored.size + 1, glob: `${name}/*` });
  const found = below.items.find((bookmark) => !ignored.has(bookmark.name));
  return found === undefined ? clashing : [...clashing, found.name];
}
