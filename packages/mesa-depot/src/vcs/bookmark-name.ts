import { DepotError } from '../errors/index.js';
import { isChangeId } from './change-id.js';
import { quoteForMessage } from './quote-for-message.js';

/** The longest bookmark name, in bytes of UTF-8. */
export const MAX_BOOKMARK_BYTES = 255;
/** A part between slashes becomes a file `<part>.lock` while git writes the ref: room for the suffix. */
const MAX_PART_BYTES = 250;

/** Names that the routes below `/bookmarks/` use. */
const RESERVED: ReadonlySet<string> = new Set(['merge']);

/**
 * Returns `name` when it can name a bookmark: anything git accepts as a branch name
 * (`git check-ref-format --branch`), slashes included, that is at most 255 bytes long, is not the name of a
 * route, and does not look like a change id, since many places accept either.
 *
 * @throws DepotError `BAD_REQUEST`, naming the bookmark and the rule.
 */
export function parseBookmarkName(name: string): string {
  const reason = reasonToRefuse(name);
  if (reason === undefined) return name;
  throw new DepotError('BAD_REQUEST', `Invalid bookmark name ${quoteForMessage(name)}: ${reason}.`);
}

/**
 * Returns `name` when it can name a tag: anything git accepts (`git check-ref-format refs/tags/<name>`) that is at most
 * 255 bytes long.
 *
 * @throws DepotError `BAD_REQUEST`, naming the tag and the rule.
 */
export function parseTagName(name: string): string {
  const reason = reasonToRefuseRef(name);
  if (reason === undefined) return name;
  throw new DepotError('BAD_REQUEST', `Invalid tag name ${quoteForMessage(name)}: ${reason}.`);
}

/**
 * Tells whether two different bookmarks cannot exist side by side, because one would be a folder of the
 * other in git: `a` and `a/b`. A clone could hold only one of them.
 */
export function bookmarksClash(a: string, b: string): boolean {
  return a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function reasonToRefuse(name: string): string | undefined {
  if (RESERVED.has(name)) return 'the API uses this name for a route';
  if (isChangeId(name)) return 'it looks like a change id (32 letters from k to z)';
  return reasonToRefuseRef(name);
}

/** Why git, or a filesystem that it keeps refs on, could not hold a ref of this name. */
function reasonToRefuseRef(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > MAX_BOOKMARK_BYTES || Buffer.byteLength(name) > MAX_BOOKMARK_BYTES) {
    return `it is longer than ${MAX_BOOKMARK_BYTES} bytes`;
  }
  if (name === 'HEAD' || name === '@') return 'git uses this name for the current commit';
  if (name.startsWith('-')) return 'it starts with "-" and would read as an option';
  if (/\p{Surrogate}/u.test(name)) return 'it is not well-formed Unicode (a lone surrogate)';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const forbidden = /[\u0000-\u0020\u007f~^:?*[\\]/.exec(name);
  if (forbidden !== null) return `it holds ${quoteForMessage(forbidden[0])}, which git forbids in names`;
  if (name.includes('..')) return 'it holds ".."';
  if (name.includes('@{')) return 'it holds "@{"';
  if (name.endsWith('.')) return 'it ends with "."';
  for (const part of name.split('/')) {
    if (part === '') return 'it starts or ends with a slash or holds two in a row';
    if (part.startsWith('.')) return `its part ${quoteForMessage(part)} starts with "."`;
    if (part.endsWith('.lock')) return `its part ${quoteForMessage(part)} ends with ".lock"`;
    if (Buffer.byteLength(part) > MAX_PART_BYTES)
      return `a part of it is longer than ${MAX_PART_BYTES} bytes`;
  }
  return undefined;
}
