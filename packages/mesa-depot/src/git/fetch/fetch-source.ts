import { EMPTY_TREE_OID, ObjectCache, type Oid, StoredObjects } from '../../objects/index.js';
import { CommitRows } from '../../service/commit-rows.js';
import type { Executor, RepoRecord, Storage } from '../../storage/index.js';
import { type RepoRefs, readRepoRefs } from '../refs/read-repo-refs.js';
import { GitProtocolError } from '../wire/index.js';
import type { History } from './history.js';
import type { PackCache } from './pack-cache.js';

/** What reading a repository for git needs. */
export interface FetchDeps {
  readonly storage: Pick<Storage, 'read'>;
  /** Parsed trees and commits, shared by all requests. */
  readonly cache: ObjectCache;
  /** Packs of clones, to be sent again. Default: each is made anew. */
  readonly packs?: PackCache;
}

/** Objects that were asked for by name, by their kind. */
export interface WantedObjects {
  /** Those that tags lead to included. */
  readonly commits: readonly Oid[];
  readonly tags: readonly Oid[];
  readonly trees: readonly Oid[];
  readonly blobs: readonly Oid[];
}

/** One repository, as one request of a git client reads it. */
export class FetchSource {
  readonly repo: RepoRecord;
  readonly objects: StoredObjects;
  readonly history: History;
  readonly #deps: FetchDeps;
  readonly #rows: CommitRows;
  #refs: Promise<RepoRefs> | undefined;

  constructor(deps: FetchDeps, repo: RepoRecord) {
    this.#deps = deps;
    this.repo = repo;
    this.objects = new StoredObjects({ executor: deps.storage.read, repoSeq: repo.seq, cache: deps.cache });
    this.#rows = new CommitRows(deps.storage.read, repo.id);
    this.history = { walk: (oids) => this.#rows.walk(oids) };
  }

  /** What queries run on. */
  get executor(): Executor {
    return this.#deps.storage.read;
  }

  get packs(): PackCache | undefined {
    return this.#deps.packs;
  }

  /**
   * Objects without the shared cache: a clone reads every tree once, and would only drive out what others need again.
   */
  get uncachedObjects(): StoredObjects {
    const cache = new ObjectCache({ maxBytes: 1 });
    return new StoredObjects({ executor: this.#deps.storage.read, repoSeq: this.repo.seq, cache });
  }

  /** Returns the refs, read once. */
  refs(): Promise<RepoRefs> {
    this.#refs ??= readRepoRefs(this.#deps.storage.read, this.repo);
    return this.#refs;
  }

  /** Returns those of the commits that the history has. */
  async knownCommits(oids: readonly Oid[]): Promise<Set<Oid>> {
    return new Set((await this.#rows.get(oids)).keys());
  }

  /**
   * Sorts what a client wants by kind, tags followed.
   *
   * As with other hosts and protocol version 2, refs are not all that may be wanted: a partial clone asks for trees and files, and
   * a tool for the commit it was told of. Any commit of the history may be, those that a change was at before too,
   * and any tag, tree or file that the repository stores. A commit that only an unfinished push brought is none of the history.
   *
   * @throws GitProtocolError for the first that is not there.
   */
  async resolve(oids: readonly Oid[]): Promise<WantedObjects> {
    const commits = new Set<Oid>();
    const tags = new Set<Oid>();
    const trees = new Set<Oid>();
    const blobs = new Set<Oid>();
    let left = [...new Set(oids)];
    while (left.length > 0) {
      const found = await this.objects.find(left);
      const newTags: Oid[] = [];
      for (const oid of left) {
        const type = found.get(oid)?.type ?? (oid === EMPTY_TREE_OID ? 'tree' : undefined);
        if (type === undefined) throw notOurs(oid);
        if (type === 'commit') commits.add(oid);
        else if (type === 'tree') trees.add(oid);
        else if (type === 'blob') blobs.add(oid);
        else if (!tags.has(oid)) {
          tags.add(oid);
          newTags.push(oid);
        }
      }
      left = [...new Set([...(await this.objects.readTags(newTags)).values()].map(({ target }) => target))];
    }
    const known = await this.knownCommits([...commits]);
    for (const oid of commits) if (!known.has(oid)) throw notOurs(oid);
    return { commits: [...commits], tags: [...tags], trees: [...trees], blobs: [...blobs] };
  }
}

/** The words that git has for it. */
function notOurs(oid: Oid): GitProtocolError {
  return new GitProtocolError(`upload-pack: not our ref ${oid}`);
}
