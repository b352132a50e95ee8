import type { Oid } from '../objects/index.js';
import { type CommitRecord, type Executor, getCommitLines, getCommits } from '../storage/index.js';

/** The longest line of first parents that is read ahead. */
const MAX_LINE = 128;
/** So many rows are kept, some megabytes. A longer walk comes back to few of them. */
const MAX_ROWS = 10_000;

/**
 * The rows of one repository's commits, each read once. A row never changes, so none can be out of date; make one of
 * these for every request all the same, as it keeps what it read.
 */
export class CommitRows {
  readonly #executor: Executor;
  readonly #repoId: string;
  readonly #rows = new Map<Oid, CommitRecord>();
  #lineLength = 1;

  constructor(executor: Executor, repoId: string) {
    this.#executor = executor;
    this.#repoId = repoId;
  }

  /** Returns the rows of these commits; unknown ones are left out. */
  get(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRecord>> {
    return this.#find(oids, (missing) => getCommits(this.#executor, this.#repoId, missing));
  }

  /**
   * Returns the same, for a walk from commits to their parents: reads ahead, each time twice as far, so that a walk of
   * a thousand steps takes a dozen statements and one of a single step reads a single row.
   */
  walk(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRecord>> {
    return this.#find(oids, (missing) => {
      const length = Math.max(1, Math.floor(this.#lineLength / missing.length));
      this.#lineLength = Math.min(this.#lineLength * 2, MAX_LINE);
      return length === 1
        ? getCommits(this.#executor, this.#repoId, missing)
        : getCommitLines(this.#executor, this.#repoId, missing, length);
    });
  }

  /** Takes in a row that was read on the way to something else. */
  note(row: CommitRecord): void {
    this.#rows.set(row.oid, row);
  }

  async #find(
    oids: readonly Oid[],
    read: (missing: readonly Oid[]) => Promise<ReadonlyMap<Oid, CommitRecord>>,
  ): Promise<ReadonlyMap<Oid, CommitRecord>> {
    const found = new Map<Oid, CommitRecord>();
    const missing = new Set<Oid>();
    for (const oid of oids) {
      const row = this.#rows.get(oid);
      if (row) found.set(oid, row);
      else missing.add(oid);
    }
    if (missing.size === 0) return found;
    if (this.#rows.size > MAX_ROWS) this.#rows.clear();
    for (const [oid, row] of await read([...missing])) {
      this.#rows.set(oid, row);
      if (missing.has(oid)) found.set(oid, row);
    }
    return found;
  }
}
