import { bytesToText, type Oid } from '../../objects/index.js';
import { isDotGit, isDotGitmodules } from '../../vcs/index.js';
import { badObject } from './pack-errors.js';

const SPACE = 0x20;
const NUL = 0;
const SLASH = 0x2f;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const TILDE = 0x7e;
const OID_BYTES = 20;
const NULL_OID = Buffer.alloc(OID_BYTES);
const DIRECTORY = '40000';

/** Modes of files, links, directories and submodules. `100664` is what very old git wrote, and git still takes. */
const MODES = /^(?:100[0-7]{3}|120000|40000|160000)$/;
/** Longer names can be opened nowhere: Linux's PATH_MAX, and where git draws the line. */
const MAX_NAME_BYTES = 4_096;

/** What a tree holds that has to be looked at once more. */
export interface CheckedTree {
  /** Blobs that are called `.gitmodules`, or would be on some filesystem. */
  readonly gitmodules: readonly Oid[];
}

/** An entry, as positions in the body of its tree. */
interface Entry {
  readonly mode: string;
  readonly nameAt: number;
  readonly nameEnd: number;
  /** Whether the name has what a disguise of `.git` needs: a dot in front, `~`, a backslash, or what is not ASCII. */
  readonly isSuspicious: boolean;
}

/**
 * Checks a tree by the rules of `git fsck --strict`: names that leave the tree or stand for git's own folder, modes,
 * the order of entries, and duplicates.
 *
 * It looks at bytes and not at texts where it can: a first push has millions of entries.
 *
 * @throws DepotError `OBJECT_CORRUPT`, naming git's rule.
 */
export function checkTree(oid: Oid, body: Buffer): CheckedTree {
  return { gitmodules: new TreeCheck(oid, body).run() };
}

class TreeCheck {
  readonly #oid: Oid;
  readonly #body: Buffer;
  readonly #gitmodules: Oid[] = [];
  /** Files whose names begin the name of what comes next, each the beginning of the one after it. */
  readonly #prefixes: Entry[] = [];

  constructor(oid: Oid, body: Buffer) {
    this.#oid = oid;
    this.#body = body;
  }

  run(): Oid[] {
    let before: Entry | undefined;
    for (let at = 0; at < this.#body.length; ) {
      const entry = this.#read(at);
      this.#checkName(entry);
      this.#checkTarget(entry);
      if (before !== undefined) this.#checkOrder(before, entry);
      this.#checkDuplicate(entry);
      before = entry;
      at = entry.nameEnd + 1 + OID_BYTES;
    }
    return this.#gitmodules;
  }

  #read(at: number): Entry {
    const body = this.#body;
    let space = at;
    while (space < body.length && body[space] !== SPACE) space += 1;
    const nameAt = space + 1;
    let nameEnd = nameAt;
    let isSuspicious = body[nameAt] === DOT;
    for (; nameEnd < body.length; nameEnd++) {
      const byte = body[nameEnd] as number;
      if (byte === NUL) break;
      if (byte === SLASH) {
        throw this.#refuse('fullPathname', `the name ${this.#shown({ nameAt, nameEnd })}/… holds a slash`);
      }
      if (byte >= 0x80 || byte === TILDE || byte === BACKSLASH) isSuspicious = true;
    }
    if (nameEnd + OID_BYTES >= body.length) throw this.#refuse('badTree', `it is cut short at byte ${at}`);
    const mode = body.toString('latin1', at, space);
    return { mode, nameAt, nameEnd, isSuspicious };
  }

  #checkName(entry: Entry): void {
    const { mode, nameAt, nameEnd, isSuspicious } = entry;
    if (mode.startsWith('0')) {
      throw this.#refuse('zeroPaddedFilemode', `the mode of ${this.#shown(entry)} begins with 0`);
    }
    if (mode !== '100644' && !MODES.test(mode)) {
      throw this.#refuse('badFilemode', `the mode of ${this.#shown(entry)} is ${JSON.stringify(mode)}`);
    }
    const length = nameEnd - nameAt;
    if (length === 0) throw this.#refuse('emptyName', 'an entry has no name');
    if (length > MAX_NAME_BYTES) throw this.#refuse('largePathname', `a name has ${length} bytes`);
    if (!isSuspicious) return;
    const name = bytesToText(this.#body.subarray(nameAt, nameEnd));
    if (name === '.') throw this.#refuse('hasDot', 'an entry is called "."');
    if (name === '..') throw this.#refuse('hasDotdot', 'an entry is called ".."');
    if (isDotGit(name)) {
      throw this.#refuse('hasDotgit', `${this.#shown(entry)} stands for git's own folder on some systems`);
    }
    if (!isDotGitmodules(name)) return;
    if (mode === '120000')
      throw this.#refuse('gitmodulesSymlink', `${this.#shown(entry)} is a symbolic link`);
    if (mode.startsWith('100')) {
      this.#gitmodules.push(this.#body.toString('hex', nameEnd + 1, nameEnd + 1 + OID_BYTES));
    }
  }

  #checkTarget(entry: Entry): void {
    const at = entry.nameEnd + 1;
    if (this.#body[at] !== 0 || this.#body.compare(NULL_OID, 0, OID_BYTES, at, at + OID_BYTES) !== 0) return;
    throw this.#refuse('nullSha1', `${this.#shown(entry)} names the object of 40 zeros`);
  }

  /** Git's order: by bytes, a directory as if its name ended in a slash. */
  #checkOrder(before: Entry, entry: Entry): void {
    const length = Math.min(before.nameEnd - before.nameAt, entry.nameEnd - entry.nameAt);
    const common = this.#compare(before, entry, length);
    const order = common !== 0 ? common : this.#byteAfter(before, length) - this.#byteAfter(entry, length);
    if (order > 0) throw this.#refuse('treeNotSorted', `${this.#shown(entry)} is not in its place`);
    if (order === 0) throw this.#refuse('duplicateEntries', `it names ${this.#shown(entry)} twice`);
  }

  /** A file and a directory of one name need not be neighbours: between `a` and `a/` may be `a.txt`. */
  #checkDuplicate(entry: Entry): void {
    const length = entry.nameEnd - entry.nameAt;
    for (let top = this.#prefixes.at(-1); top !== undefined; top = this.#prefixes.at(-1)) {
      const topLength = top.nameEnd - top.nameAt;
      if (topLength <= length && this.#compare(top, entry, topLength) === 0) {
        if (topLength === length)
          throw this.#refuse('duplicateEntries', `it names ${this.#shown(entry)} twice`);
        break;
      }
      this.#prefixes.pop();
    }
    if (entry.mode !== DIRECTORY) this.#prefixes.push(entry);
  }

  #compare(a: Entry, b: Entry, length: number): number {
    const body = this.#body;
    for (let at = 0; at < length; at++) {
      const difference = (body[a.nameAt + at] as number) - (body[b.nameAt + at] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #byteAfter({ mode, nameAt, nameEnd }: Entry, length: number): number {
    if (nameAt + length < nameEnd) return this.#body[nameAt + length] as number;
    return mode === DIRECTORY ? SLASH : NUL;
  }

  #shown({ nameAt, nameEnd }: Pick<Entry, 'nameAt' | 'nameEnd'>): string {
    return JSON.stringify(bytesToText(this.#body.subarray(nameAt, Math.min(nameEnd, nameAt + 120))));
  }

  #refuse(rule: string, what: string): Error {
    return badObject('tree', this.#oid, rule, what);
  }
}
