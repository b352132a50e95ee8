import type { Change, Sync, Tags, WebhookEventName } from 'mesa-rest';
import type { Oid } from '../objects/index.js';
import type { OutboxEvent } from '../storage/index.js';
import { type IdSources, newId } from './new-id.js';

/** Git's name for "no commit": what a bookmark at the virtual root shows as its commit. */
const NULL_OID = '0'.repeat(40);

/** Something that happened, before it is addressed to webhook targets. */
export interface EventDraft {
  readonly type: WebhookEventName;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A repository as events show it. */
export interface RepoInfo {
  readonly id: string;
  readonly name: string;
  readonly default_bookmark: string;
  readonly head_change_id: string;
  readonly created_at: string;
  readonly tags: Tags;
}

/** A bookmark as events show it. */
export interface BookmarkInfo {
  readonly name: string;
  readonly is_default: boolean;
  readonly change_id: string;
  readonly commit_oid: string;
}

/** Returns a bookmark as events show it; `commitOid` is null at the virtual root. */
export function bookmarkInfo(
  name: string,
  isDefault: boolean,
  changeId: string,
  commitOid: Oid | null,
): BookmarkInfo {
  return { name, is_default: isDefault, change_id: changeId, commit_oid: commitOid ?? NULL_OID };
}

export function repoCreated(repo: RepoInfo): EventDraft {
  return { type: 'repo.created', data: { repo } };
}

export function repoUpdated(repo: RepoInfo, before: RepoInfo): EventDraft {
  return { type: 'repo.updated', data: { repo, before: repoSnapshot(before), after: repoSnapshot(repo) } };
}

export function repoDeleted(repo: RepoInfo): EventDraft {
  return { type: 'repo.deleted', data: { repo } };
}

export function bookmarkCreated(bookmark: BookmarkInfo): EventDraft {
  return { type: 'bookmark.created', data: { bookmark } };
}

export function bookmarkDeleted(bookmark: BookmarkInfo): EventDraft {
  return { type: 'bookmark.deleted', data: { bookmark } };
}

export function bookmarkMerged(bookmark: BookmarkInfo): EventDraft {
  return { type: 'bookmark.merged', data: { bookmark } };
}

export function bookmarkMoved(bookmark: BookmarkInfo, from: BookmarkInfo): EventDraft {
  return {
    type: 'bookmark.moved',
    data: { bookmark, from: { change_id: from.change_id, commit_oid: from.commit_oid } },
  };
}

export function changeCreated(change: Change): EventDraft {
  return { type: 'change.created', data: { change: changeInfo(change) } };
}

export function changeEvolved(change: Change, previousCommitOid: Oid): EventDraft {
  return {
    type: 'change.evolved',
    data: { change: changeInfo(change), previous_current_commit_oid: previousCommitOid },
  };
}

/** Returns the event of what a sync has become: each status has its own. */
export function syncBecame(sync: Sync): EventDraft {
  return { type: `sync.${sync.status}`, data: { sync } };
}

/** A bookmark that a push moved. */
export interface PushedRef {
  readonly ref: string;
  readonly bookmark: string;
  readonly before: Oid | null;
  readonly after: Oid | null;
}

/** How pushed commits became changes, as the `push` event counts it. */
export interface PushCounts {
  readonly reconciled_commit_count: number;
  readonly touched_change_count: number;
  readonly changes_created_count: number;
  readonly evolog_inserted_count: number;
  readonly invalid_change_id_header_count: number;
  readonly dirty_change_skip_count: number;
}

export function pushed(refs: readonly PushedRef[], reconciliation: PushCounts): EventDraft {
  const updates = refs.map(({ ref, bookmark, before, after }) => {
    const action = before === null ? 'created' : after === null ? 'deleted' : 'updated';
    return { ref, bookmark, before, after, action };
  });
  return { type: 'push', data: { updates, reconciliation } };
}

/** What addressing events needs. */
export interface OutboxDeps extends IdSources {
  apiOrigin(): string;
}

/** The organization and repository that events belong to, and when they happened. */
interface EventAddress {
  readonly occurredAtMs: number;
  readonly org: { readonly id: string; readonly slug: string; readonly name: string };
  readonly repo: { readonly id: string; readonly name: string };
}

/** Returns events with their ids and bodies, as the outbox takes them. */
export function toOutbox(deps: OutboxDeps, at: EventAddress, events: readonly EventDraft[]): OutboxEvent[] {
  const apiOrigin = deps.apiOrigin();
  return events.map((event) => {
    const id = newId('evt', deps);
    return { id, type: event.type, body: eventBody(event, { ...at, id, apiOrigin }) };
  });
}

/** Returns the body that is posted to webhook targets: one JSON text, the same for every target. */
function eventBody(event: EventDraft, at: EventAddress & { id: string; apiOrigin: string }): string {
  return JSON.stringify({
    id: at.id,
    type: event.type,
    occurred_at: new Date(at.occurredAtMs).toISOString(),
    organization: { id: at.org.id, slug: at.org.slug, name: at.org.name },
    repository: {
      id: at.repo.id,
      name: at.repo.name,
      url: `${at.apiOrigin}/v1/${at.org.slug}/${at.repo.name}`,
    },
    data: event.data,
  });
}

function repoSnapshot(repo: RepoInfo): Pick<RepoInfo, 'name' | 'default_bookmark' | 'tags'> {
  return { name: repo.name, default_bookmark: repo.default_bookmark, tags: repo.tags };
}

/** Events show a change without its conflict state, which may differ by the time the event is read. */
function changeInfo({ is_conflicted: _, ...change }: Change): Omit<Change, 'is_conflicted'> {
  return change;
}
