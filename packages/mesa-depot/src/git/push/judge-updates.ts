import type { Oid } from '../../objects/index.js';
import { clashingBookmarks } from '../../service/clashing-bookmarks.js';
import type { RepoDraft } from '../../service/repo-draft.js';
import { type Executor, getBookmark, getGitTags, listGitTags } from '../../storage/index.js';
import { bookmarksClash, isAncestor } from '../../vcs/index.js';
import type { Connected, RefTarget } from './new-history.js';
import type { PlannedHistory } from './planned-history.js';
import { parsePushedRef } from './pushed-ref.js';
import type { RefOutcome, RefRule, RefUpdate, UpdateRefsRequest } from './ref-updates.js';

/** An update that will be made. */
export interface AcceptedUpdate extends RefUpdate {
  readonly kind: 'bookmark' | 'tag';
  /** Name of the bookmark or tag. */
  readonly name: string;
  /** Whether there is one of that name: a bookmark at the virtual root is no ref for git, and exists all the same. */
  readonly exists: boolean;
  /** What it will lead to; undefined for a deletion. */
  readonly target?: RefTarget | undefined;
}

/** What judging updates works with. */
export interface Judging {
  readonly executor: Executor;
  readonly draft: RepoDraft;
  /** What is known of everything that an update names. */
  readonly connected: ReadonlyMap<Oid, Connected>;
  /** Returns the history without anything that was pushed. */
  newHistory(): PlannedHistory;
  readonly request: Pick<UpdateRefsRequest, 'updates' | 'atomic' | 'fastForwardOnly'>;
}

/** An update as far as it was looked at: refused, without effect, or to be made. */
type Judgement =
  | { readonly status: 'rejected'; readonly rule: RefRule; readonly reason: string }
  | { readonly status: 'unchanged' }
  | { readonly status: 'updated'; readonly update: AcceptedUpdate };

/** Says of each update what becomes of it. The words are those that git users know, where git has any. */
export async function judgeUpdates(
  judging: Judging,
): Promise<{ readonly outcomes: RefOutcome[]; readonly accepted: AcceptedUpdate[] }> {
  const { updates, atomic = false } = judging.request;
  const judge = new Judge(judging);
  const judgements = new Map<RefUpdate, Judgement>();
  // Deletions first: whether a ref may take the place of another depends on whether that one goes.
  for (const isDeletion of [true, false]) {
    for (const update of updates)
      if ((update.after === null) === isDeletion) judgements.set(update, await judge.judge(update));
  }
  const inOrder = updates.map((update) => judgements.get(update) as Judgement);
  const failsAsOne = atomic && inOrder.some(({ status }) => status === 'rejected');
  const outcomes = inOrder.map((judgement, index): RefOutcome => {
    const { ref } = updates[index] as RefUpdate;
    if (judgement.status === 'rejected') {
      return { ref, status: 'rejected', rule: judgement.rule, reason: judgement.reason };
    }
    if (failsAsOne) return { ref, status: 'rejected', rule: 'atomic', reason: 'atomic push failure' };
    return { ref, status: judgement.status };
  });
  const accepted = failsAsOne
    ? []
    : inOrder.flatMap((judgement) => (judgement.status === 'updated' ? judgement.update : []));
  return { outcomes, accepted };
}

class Judge {
  readonly #judging: Judging;
  readonly #seen = new Set<string>();
  readonly #deleted = new Set<string>();
  readonly #created: string[] = [];

  constructor(judging: Judging) {
    this.#judging = judging;
  }

  async judge(update: RefUpdate): Promise<Judgement> {
    const { ref, before, after } = update;
    const parsed = parsePushedRef(ref);
    if (parsed.kind === 'refused') return reject('name', parsed.reason);
    if (this.#seen.has(ref)) return reject('name', 'it is named twice in this push');
    this.#seen.add(ref);
    const { kind, name } = parsed;
    const found = await (kind === 'bookmark' ? this.#bookmark(name) : this.#tag(name));
    const at = found?.oid ?? null;
    if (at !== before) return reject('stale', `failed to update ref: ${movedTo(at)}; fetch first`);
    if (before === after) return { status: 'unchanged' };
    const accepted = { ...update, kind, name, exists: found !== undefined };
    if (after === null) return this.#judgeDeletion(accepted);

    const target = this.#target(kind, after);
    if ('status' in target) return target;
    const refused = await this.#judgeForward(kind, before, after);
    if (refused !== undefined) return refused;
    if (found === undefined) {
      const clash = await this.#clash(kind, name);
      if (clash !== undefined) {
        return reject('name', `it cannot exist beside ${JSON.stringify(clash)}: git keeps refs as files`);
      }
      this.#created.push(ref);
    }
    return { status: 'updated', update: { ...accepted, target } };
  }

  #judgeDeletion(update: AcceptedUpdate): Judgement {
    const { draft, request } = this.#judging;
    if (request.fastForwardOnly === true) return reject('not_forward', 'deletions are not taken over');
    if (update.kind === 'bookmark' && update.name === draft.repo.defaultBookmark) {
      return reject(
        'default_bookmark',
        'the default bookmark cannot be deleted; make another one the default first',
      );
    }
    this.#deleted.add(update.ref);
    return { status: 'updated', update };
  }

  #target(kind: AcceptedUpdate['kind'], after: Oid): RefTarget | Extract<Judgement, { status: 'rejected' }> {
    const connected = this.#judging.connected.get(after);
    if (connected === undefined) throw new Error(`${after} was not looked at`);
    if (!connected.isComplete) return reject('target', connected.reason);
    const { target } = connected;
    if (kind === 'bookmark' && (target.type !== 'commit' || target.oid !== after)) {
      const what = target.oid === after ? target.type : 'tag';
      return reject('target', `a branch must point at a commit, and ${after} is a ${what}`);
    }
    return target;
  }

  async #judgeForward(
    kind: AcceptedUpdate['kind'],
    before: Oid | null,
    after: Oid,
  ): Promise<Judgement | undefined> {
    const { request, newHistory } = this.#judging;
    if (request.fastForwardOnly !== true || before === null) return undefined;
    if (kind === 'tag') return reject('not_forward', 'the tag exists and names something else');
    const history = newHistory();
    await history.arrive(after);
    if (await isAncestor(history.graph, before, after)) return undefined;
    return reject('not_forward', 'non-fast-forward');
  }

  async #bookmark(name: string): Promise<{ readonly oid: Oid | null } | undefined> {
    const { executor, draft } = this.#judging;
    const bookmark = await getBookmark(executor, draft.repo.id, name);
    return bookmark && { oid: bookmark.commitOid };
  }

  async #tag(name: string): Promise<{ readonly oid: Oid } | undefined> {
    const { executor, draft } = this.#judging;
    return (await getGitTags(executor, draft.repo.id, [name])).get(name);
  }

  /** Returns the name of a ref that would be a folder of this one, or the other way round. */
  async #clash(kind: AcceptedUpdate['kind'], name: string): Promise<string | undefined> {
    const { executor, draft } = this.#judging;
    const prefix = kind === 'bookmark' ? 'refs/heads/' : 'refs/tags/';
    const here = this.#created.find((ref) => bookmarksClash(ref, prefix + name));
    if (here !== undefined) return here.slice(prefix.length);
    const deleted = new Set(
      [...this.#deleted].filter((ref) => ref.startsWith(prefix)).map((ref) => ref.slice(prefix.length)),
    );
    if (kind === 'bookmark') {
      return (await clashingBookmarks(executor, draft.repo.id, name, deleted))[0];
    }
    const parts = name.split('/');
    const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
    const taken = [...(await getGitTags(executor, draft.repo.id, above)).keys()];
    const below = await listGitTags(executor, draft.repo.id, { after: `${name}/`, limit: deleted.size + 1 });
    const names = [...taken, ...below.items.map((tag) => tag.name)];
    return names.find((other) => !deleted.has(other) && bookmarksClash(other, name));
  }
}

function movedTo(oid: Oid | null): string {
  return oid === null ? 'it does not exist' : `it is at ${oid.slice(0, 12)}`;
}

function reject(rule: RefRule, reason: string): Extract<Judgement, { status: 'rejected' }> {
  return { status: 'rejected', rule, reason };
}
