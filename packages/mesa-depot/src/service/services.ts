import type { ObjectCache } from '../objects/index.js';
import type { Storage } from '../storage/index.js';
import type { TextEngine } from '../vcs/text/index.js';
import { ApiKeyService } from './api-keys.js';
import { AuthService } from './auth.js';
import { BatchService } from './batches.js';
import { BlobService } from './blobs.js';
import { BookmarkService } from './bookmarks.js';
import { CapabilityService } from './capabilities.js';
import { ChangeService } from './changes.js';
import { ContentService } from './content.js';
import { DiffService } from './diffs.js';
import { FeedService } from './feed.js';
import { OrgService } from './org.js';
import { RepoWriter } from './repo-writer.js';
import { RepoService } from './repos.js';
import { SigningKeyService } from './signing-keys.js';
import { SyncService } from './syncs.js';
import { TreeService } from './trees.js';
import { WebhookTargetService } from './webhook-targets.js';

/** What the services work with; everything that varies is passed in. */
export interface ServiceDeps {
  readonly storage: Storage;
  /** Parsed trees and commits, shared by all requests. */
  readonly cache: ObjectCache;
  readonly text: TextEngine;
  /** Encrypts secrets at rest. */
  readonly instanceKey: Uint8Array;
  /** Whether webhooks and upstreams may be on private networks. */
  readonly allowPrivateNetworks: boolean;
  /** Version of the depot, for clients that want to know. */
  readonly version: string;
  /** Folder for bytes on their way into the storage; made when it is needed. */
  readonly spoolFolder: string;
  now(): number;
  random(bytes: number): Uint8Array;
  /** Where clients reach this depot, for example `http://127.0.0.1:8790`. */
  apiOrigin(): string;
  /** Called after every commit that may have made work for the delivery worker. */
  onCommit?(): void;
  /** Called after every commit that made work for the sync worker. */
  onSyncQueued?(): void;
}

/** The use cases of the depot, one member for each resource. */
export interface Services {
  /** The one way to change a repository, for what is no resource of the API: git clients, and jobs. */
  readonly writer: RepoWriter;
  readonly auth: AuthService;
  readonly org: OrgService;
  readonly apiKeys: ApiKeyService;
  readonly signingKeys: SigningKeyService;
  readonly webhookTargets: WebhookTargetService;
  readonly syncs: SyncService;
  readonly repos: RepoService;
  readonly bookmarks: BookmarkService;
  readonly changes: ChangeService;
  readonly content: ContentService;
  readonly diffs: DiffService;
  readonly capabilities: CapabilityService;
  readonly trees: TreeService;
  readonly blobs: BlobService;
  readonly batches: BatchService;
  readonly feed: FeedService;
}

/** Makes the services over one storage. */
export function createServices(deps: ServiceDeps): Services {
  const feed = new FeedService(deps);
  const writerDeps = {
    ...deps,
    onCommit(): void {
      deps.onCommit?.();
      feed.wake();
    },
  };
  const writer = new RepoWriter(writerDeps);
  return {
    writer,
    auth: new AuthService(deps),
    org: new OrgService(deps),
    apiKeys: new ApiKeyService(deps),
    signingKeys: new SigningKeyService(deps),
    webhookTargets: new WebhookTargetService(deps),
    syncs: new SyncService(deps),
    repos: new RepoService(deps, writer),
    bookmarks: new BookmarkService(deps, writer),
    changes: new ChangeService(deps, writer),
    content: new ContentService(deps, writer),
    diffs: new DiffService(deps),
    capabilities: new CapabilityService(deps),
    trees: new TreeService(deps),
    blobs: new BlobService(deps),
    batches: new BatchService(deps, writer),
    feed,
  };
}
