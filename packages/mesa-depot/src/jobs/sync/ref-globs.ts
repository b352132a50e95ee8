import type { UpstreamSyncRecord } from '../../storage/index.js';
import { literalPrefix, matchesGlob } from '../../storage/queries/glob.js';

type RefGlobs = UpstreamSyncRecord['refGlobs'];

const BRANCHES = 'refs/heads/';
const TAGS = 'refs/tags/';

/**
 * Says whether a ref takes part in a sync. `*` is any text, `/` included, as in the refspecs of git and in lists of bookmarks;
 * an empty glob matches nothing.
 *
 * @param ref Full name.
 */
export function matchesRefGlobs(ref: string, { branches, tags }: RefGlobs): boolean {
  if (ref.startsWith(BRANCHES)) return matchesGlob(ref.slice(BRANCHES.length), branches);
  return ref.startsWith(TAGS) && matchesGlob(ref.slice(TAGS.length), tags);
}

/** Returns beginnings of the full names that can match: a server need not tell the others. Empty when nothing can match. */
export function prefixesOf({ branches, tags }: RefGlobs): string[] {
  return [
    ...(branches === '' ? [] : [BRANCHES + literalPrefix(branches)]),
    ...(tags === '' ? [] : [TAGS + literalPrefix(tags)]),
  ];
}

/** Says whether a full name is a tag's: tags are made, and never moved. */
export function isTag(ref: string): boolean {
  return ref.startsWith(TAGS);
}
