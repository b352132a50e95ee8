import { DepotError } from '../../errors/index.js';
import { parseBookmarkName, parseTagName, quoteForMessage } from '../../vcs/index.js';

const HEADS = 'refs/heads/';
const TAGS = 'refs/tags/';

/** What a ref that clients push stands for here. */
export type PushedRefName =
  | { readonly kind: 'bookmark' | 'tag'; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Returns what a ref stands for: branches are bookmarks, tags are tags, and there is nothing else to push to. */
export function parsePushedRef(ref: string): PushedRefName {
  try {
    if (ref.startsWith(HEADS)) return { kind: 'bookmark', name: parseBookmarkName(ref.slice(HEADS.length)) };
    if (ref.startsWith(TAGS)) return { kind: 'tag', name: parseTagName(ref.slice(TAGS.length)) };
  } catch (error) {
    if (!(error instanceof DepotError)) throw error;
    return { kind: 'refused', reason: error.message.replace(/\.$/, '') };
  }
  return {
    kind: 'refused',
    reason: `only branches (${HEADS}…) and tags (${TAGS}…) can be pushed, not ${quoteForMessage(ref)}`,
  };
}
