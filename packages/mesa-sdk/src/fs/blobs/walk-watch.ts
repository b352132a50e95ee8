/** So many directories of one directory are listed by somebody who goes through all of them, */
const MIN_CHILDREN = 3;
/** or so many at any depth, in two branches. Who has gone through one of them and comes to another goes on. */
const MIN_LISTED = 8;

interface Branches {
  listed: number;
  /** Names of the first few directories in it that were listed, or had something listed below. */
  readonly names: Set<string>;
  /** Whether one of them was walked through. */
  isWalked: boolean;
}

/**
 * Tells a program that walks through a tree from one that goes to a place in it, by the directories that are listed, so
 * that the rest of the tree can be fetched at once. Each directory is named once.
 */
export class WalkWatch {
  readonly #branches = new Map<string, Branches>();
  /** Directories that were named; nothing below them needs to be. */
  readonly #named = new Set<string>();
  /** Directories that are too large to be fetched at once. */
  readonly #tooLarge = new Set<string>();

  /** Notes that a directory is listed; returns the uppermost directory that is being walked through, if that is new. */
  listed(path: string): string | undefined {
    if (this.#named.has(path)) return undefined;
    let found: string | undefined;
    for (let end = path.length; end > 0; ) {
      const slash = path.lastIndexOf('/', end - 1);
      const above = slash === -1 ? '' : path.slice(0, slash);
      if (this.#named.has(above)) return undefined;
      if (!this.#tooLarge.has(above) && this.#note(above, path.slice(slash + 1, end))) found = above;
      end = slash;
    }
    if (found !== undefined) this.#name(found);
    return found;
  }

  /** Notes that a directory that was named is too large: those below it are named in its place. */
  noteTooLarge(path: string): void {
    this.#named.delete(path);
    this.#tooLarge.add(path);
  }

  /** Forgets everything, for a tree that became another one. */
  reset(): void {
    this.#branches.clear();
    this.#named.clear();
    this.#tooLarge.clear();
  }

  #name(path: string): void {
    this.#named.add(path);
    for (const one of this.#branches.keys())
      if (one === path || path === '' || one.startsWith(`${path}/`)) this.#branches.delete(one);
    if (path === '') return;
    const slash = path.lastIndexOf('/');
    this.#branchesOf(slash === -1 ? '' : path.slice(0, slash)).isWalked = true;
  }

  /** Returns whether it looks like a walk now. */
  #note(path: string, name: string): boolean {
    const branches = this.#branchesOf(path);
    branches.listed += 1;
    const { names } = branches;
    if (names.size < MIN_CHILDREN) names.add(name);
    if (names.size < 2) return false;
    return names.size >= MIN_CHILDREN || branches.listed >= MIN_LISTED || branches.isWalked;
  }

  #branchesOf(path: string): Branches {
    const known = this.#branches.get(path);
    if (known !== undefined) return known;
    const branches: Branches = { listed: 0, names: new Set(), isWalked: false };
    this.#branches.set(path, branches);
    return branches;
  }
}
