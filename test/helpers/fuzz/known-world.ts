import type { ContractRequest } from '../send.js';
import type { Operation } from '../spec.js';

/** A path in conflict, with the ids of its hunks. */
export interface KnownConflict {
  readonly path: string;
  readonly hunkIds: readonly string[];
}

/** A merge that conflicts. */
export interface KnownMerge {
  readonly target: string;
  readonly source: string;
  readonly conflicts: readonly KnownConflict[];
}

/** What answers told about one repository. */
export class KnownRepo {
  readonly id: string;
  name: string;
  readonly bookmarks: Recent<string> = new Recent();
  readonly changes: Recent<string> = new Recent();
  readonly conflictedChanges: Recent<string> = new Recent();
  readonly commits: Recent<string> = new Recent();
  readonly trees: Recent<string> = new Recent();
  readonly blobs: Recent<string> = new Recent();
  readonly paths: Recent<string> = new Recent();
  readonly syncIds: Recent<string> = new Recent(10);
  readonly merges: Recent<KnownMerge> = new Recent(10);
  /** Conflicts of changes, by their id. */
  readonly conflicts: Map<string, readonly KnownConflict[]> = new Map();

  constructor(id: string, name: string) {
    this.id = id;
    this.name = name;
  }
}

/** The last few different values of a kind: enough to choose from, and the ones that most likely still exist. */
export class Recent<T> {
  readonly #values: Set<T> = new Set();
  readonly #limit: number;

  constructor(limit = 40) {
    this.#limit = limit;
  }

  add(value: T): void {
    this.#values.delete(value);
    this.#values.add(value);
    if (this.#values.size <= this.#limit) return;
    for (const oldest of this.#values) {
      this.#values.delete(oldest);
      return;
    }
  }

  delete(value: T): void {
    this.#values.delete(value);
  }

  all(): T[] {
    return [...this.#values];
  }
}

/** Where to go on in a list. */
export interface KnownPage {
  readonly operation: string;
  readonly request: ContractRequest;
  readonly cursor: string;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
type Json = any;

const CHANGE_ID = /^[k-z]{32}$/;
const VIRTUAL_ROOT = 'z'.repeat(32);

/** What exists in a depot, as far as its answers told: what requests name, so that they do real work. */
export class KnownWorld {
  readonly org: string;
  /** Key of the run itself, which no request may revoke. */
  readonly #ownKeyId: string;
  readonly #repos: Map<string, KnownRepo> = new Map();
  readonly keyIds: Recent<string> = new Recent(20);
  readonly signingKeyIds: Recent<string> = new Recent(20);
  readonly targetIds: Recent<string> = new Recent(20);
  readonly credentials: Recent<string> = new Recent(10);
  readonly pages: Recent<KnownPage> = new Recent();

  constructor(org: string, ownKeyId: string) {
    this.org = org;
    this.#ownKeyId = ownKeyId;
  }

  get repos(): readonly KnownRepo[] {
    return [...this.#repos.values()];
  }

  /** Takes in what an answer to `request` tells. */
  learn(operation: Operation, request: ContractRequest, status: number, answer: Json): void {
    const repo = this.repos.find(({ name }) => name === request.path?.repo);
    if (status === 409 && repo && answer?.error?.code === 'MERGE_CONFLICT')
      this.#learnConflict(operation, request, repo, answer);
    if (status >= 300) return;
    this.#walk(answer, repo);
    if (typeof answer?.next_cursor === 'string' && request.query !== undefined) {
      this.pages.add({ operation: operation.id, request, cursor: answer.next_cursor });
    }
    switch (operation.id) {
      case 'createApiKey':
        this.credentials.add(answer.key);
        break;
      case 'revokeApiKey':
        this.keyIds.delete(request.path?.id ?? '');
        break;
      case 'deleteWebhookTarget':
        this.targetIds.delete(request.path?.webhookTargetId ?? '');
        break;
      case 'deleteRepo':
        if (repo) this.#repos.delete(repo.id);
        break;
      case 'deleteBookmark':
        repo?.bookmarks.delete(request.path?.bookmark ?? '');
        break;
      case 'mergeBookmark':
        if (answer.source_deleted) repo?.bookmarks.delete(answer.source);
        break;
      case 'performMerge':
        if (answer.branch_deleted) repo?.bookmarks.delete(answer.head);
        break;
      case 'getDiff':
        repo?.conflicts.set(answer.head_change_id, (answer.conflicted_entries ?? []).map(toConflict));
        break;
    }
  }

  #learnConflict(operation: Operation, request: ContractRequest, repo: KnownRepo, answer: Json): void {
    const conflicts = (answer.error.details?.conflicted_entries ?? []).map(toConflict);
    const body = request.body as Json;
    if (operation.id === 'mergeBookmark' && body !== undefined)
      repo.merges.add({ target: body.target, source: body.source, conflicts });
  }

  #walk(value: Json, repo: KnownRepo | undefined): void {
    if (Array.isArray(value)) {
      for (const item of value) this.#walk(item, repo);
    } else if (typeof value === 'object' && value !== null) {
      this.#learnObject(value, repo);
      for (const member of Object.values(value)) this.#walk(member, repo);
    }
  }

  #learnObject(value: Json, repo: KnownRepo | undefined): void {
    const id = typeof value.id === 'string' ? value.id : '';
    if (id.startsWith('repo_') && typeof value.name === 'string') this.#learnRepo(id, value.name, value);
    if (id.startsWith('key_') && id !== this.#ownKeyId) this.keyIds.add(id);
    if (id.startsWith('sk_')) this.signingKeyIds.add(id);
    if (id.startsWith('wht_')) this.targetIds.add(id);
    if (!repo) return;
    if (id.startsWith('sync_')) repo.syncIds.add(id);
    if (CHANGE_ID.test(id)) repo.changes.add(id);
    if (CHANGE_ID.test(id) && value.is_conflicted) repo.conflictedChanges.add(id);
    for (const name of ['change_id', 'from_change_id', 'head_change_id', 'base_change_id']) {
      if (CHANGE_ID.test(value[name]) && value[name] !== VIRTUAL_ROOT) repo.changes.add(value[name]);
    }
    if (value.is_conflicted === true && CHANGE_ID.test(value.change_id))
      repo.conflictedChanges.add(value.change_id);
    if (typeof value.current_commit_oid === 'string') repo.commits.add(value.current_commit_oid);
    if (typeof value.tree_oid === 'string') repo.trees.add(value.tree_oid);
    if (typeof value.oid === 'string') {
      if (value.type === 'dir' || Array.isArray(value.entries)) repo.trees.add(value.oid);
      else repo.blobs.add(value.oid);
    }
    if (typeof value.is_default === 'boolean') repo.bookmarks.add(value.name);
    if (typeof value.path === 'string' && value.path !== '') repo.paths.add(value.path);
    if (Array.isArray(value.conflicts)) for (const path of value.conflicts) repo.paths.add(path);
  }

  #learnRepo(id: string, name: string, value: Json): void {
    const repo = this.#repos.get(id) ?? new KnownRepo(id, name);
    this.#repos.set(id, repo);
    repo.name = name;
    repo.bookmarks.add(value.default_bookmark);
  }
}

function toConflict(entry: Json): KnownConflict {
  return { path: entry.path, hunkIds: entry.hunks.map((hunk: Json) => hunk.hunk_id) };
}
