import type { Oid } from '../../objects/index.js';
import { bytesToText } from '../../objects/index.js';
import { isDotGit, isDotGitmodules } from '../../vcs/index.js';
import { badObject } from './pack-errors.js';

const SPACE = 0x20;
const NUL = 0;
const SLASH = 0x2f;
const OID_BYTES = 20;
const NULL_OID = Buffer.alloc(OID_BYTES);

/** Modes of files, links, directories and submodules. `100664` is what very old git wrote, and git still takes. */
const MODES = /^(?:100[0-7]{3}|120000|40000|160000)$/;
/** Only names like these can be a disguise of `.git`: begun by a dot, a short name, a Windows path, or not ASCII. */
const SUSPICIOUS = /^\.|[~\\\x80-\xff]/;
/** Longer ones can be opened nowhere: Linux's PATH_MAX, and where git draws the line. */
const MAX_NAME_BYTES = 4_096;

/** What a tree holds that has to be looked at once more. */
export interface CheckedTree {
  /** Blobs that are called `.gitmodules`, or would be on some filesystem. */
  readonly gitmodules: readonly Oid[];
}

/**
 * Checks a tree by the rules of `git fsck --strict`: names that leave the tree or stand for git's own folder, modes,
 * the order of entries, and duplicates.
 *
 * @throws DepotError `OBJECT_CORRUPT`, naming git's rule.
 */
export function checkTree(oid: Oid, body: Buffer): CheckedTree {
  const refuse = (rule: string, what: string): Error => badObject('tree', oid, rule, what);
  const gitmodules: Oid[] = [];
  const files = new Set<string>();
  let before: { readonly name: Buffer; readonly isTree: boolean } | undefined;
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(SPACE, at);
    const nul = space < 0 ? -1 : body.indexOf(NUL, space + 1);
    const end = nul + 1 + OID_BYTES;
    if (nul < 0 || end > body.length) throw refuse('badTree', `it is cut short at byte ${at}`);
    const mode = body.toString('latin1', at, space);
    const name = body.subarray(space + 1, nul);
    const text = name.toString('latin1');
    if (mode.startsWith('0')) throw refuse('zeroPaddedFilemode', `the mode of ${shown(name)} begins with 0`);
    if (!MODES.test(mode))
      throw refuse('badFilemode', `the mode of ${shown(name)} is ${JSON.stringify(mode)}`);
    if (text === '') throw refuse('emptyName', 'an entry has no name');
    if (text.includes('/')) throw refuse('fullPathname', `the name ${shown(name)} holds a slash`);
    if (text === '.') throw refuse('hasDot', 'an entry is called "."');
    if (text === '..') throw refuse('hasDotdot', 'an entry is called ".."');
    if (name.length > MAX_NAME_BYTES) throw refuse('largePathname', `a name has ${name.length} bytes`);
    const target = body.subarray(nul + 1, end);
    if (target.equals(NULL_OID)) throw refuse('nullSha1', `${shown(name)} names the object of 40 zeros`);
    if (SUSPICIOUS.test(text)) {
      const unicode = bytesToText(name);
      if (isDotGit(unicode)) {
        throw refuse('hasDotgit', `${shown(name)} stands for git's own folder on some systems`);
      }
      if (isDotGitmodules(unicode)) {
        if (mode === '120000') throw refuse('gitmodulesSymlink', `${shown(name)} is a symbolic link`);
        if (mode.startsWith('100')) gitmodules.push(target.toString('hex'));
      }
    }
    const isTree = mode === '40000';
    const order = before === undefined ? -1 : compareEntries(before, { name, isTree });
    // A file and a directory of one name need not be neighbours: between them may be `name.txt`.
    if (order === 0 || before?.name.equals(name) || (isTree && files.has(text))) {
      throw refuse('duplicateEntries', `it names ${shown(name)} twice`);
    }
    if (order > 0) throw refuse('treeNotSorted', `${shown(name)} is not in its place`);
    if (!isTree) files.add(text);
    before = { name, isTree };
    at = end;
  }
  return { gitmodules };
}

/** Git's order: by bytes, a directory as if its name ended in a slash. */
function compareEntries(
  a: { readonly name: Buffer; readonly isTree: boolean },
  b: { readonly name: Buffer; readonly isTree: boolean },
): number {
  const length = Math.min(a.name.length, b.name.length);
  const common = a.name.compare(b.name, 0, length, 0, length);
  if (common !== 0) return common;
  return byteAfter(a, length) - byteAfter(b, length);
}

function byteAfter(
  { name, isTree }: { readonly name: Buffer; readonly isTree: boolean },
  at: number,
): number {
  return name[at] ?? (isTree ? SLASH : 0);
}

function shown(name: Buffer): string {
  return JSON.stringify(bytesToText(name.subarray(0, 120)));
}
