import type { WebhookEvent } from '../webhooks/webhook-event.js';

const CHANGE_ID = 'kxryzmor'.repeat(4);
const COMMIT_OID = '0123456789abcdef0123456789abcdef01234567';
const TIME = '2026-01-02T03:04:05.000Z';

const envelope = {
  id: 'evt_01',
  occurred_at: TIME,
  organization: { id: 'org_01', slug: 'acme', name: 'Acme' },
  repository: { id: 'repo_01', name: 'demo', url: 'https://api.mesa.dev/v1/acme/demo' },
};
const repo = {
  id: 'repo_01',
  name: 'demo',
  default_bookmark: 'main',
  head_change_id: CHANGE_ID,
  created_at: TIME,
  tags: { env: 'prod' },
};
const snapshot = { name: 'demo', default_bookmark: 'main', tags: {} };
const bookmark = { name: 'main', is_default: true, change_id: CHANGE_ID, commit_oid: COMMIT_OID };
const identity = { name: 'Bot', email: 'bot@example.com', date: TIME };
const change = {
  id: CHANGE_ID,
  current_commit_oid: COMMIT_OID,
  message: 'Add README',
  author: identity,
  committer: { name: 'Bot', email: '' },
  parents: ['z'.repeat(32)],
  created_at: TIME,
  updated_at: TIME,
};
const sync = {
  id: 'sync_01',
  repo_id: 'repo_01',
  direction: 'pull' as const,
  attempt: 1,
  ref_globs: { branches: '*', tags: '' },
  created_at: TIME,
};
const refs = [{ name: 'main', before: null, after: COMMIT_OID, outcome: 'updated' as const }];

/** One well-formed event of every name. */
export const SAMPLE_EVENTS: readonly WebhookEvent[] = [
  { ...envelope, type: 'repo.created', data: { repo } },
  {
    ...envelope,
    type: 'repo.updated',
    data: { repo, before: snapshot, after: { ...snapshot, tags: { env: 'prod' } } },
  },
  { ...envelope, repository: null, type: 'repo.deleted', data: { repo } },
  { ...envelope, type: 'bookmark.created', data: { bookmark } },
  { ...envelope, type: 'bookmark.deleted', data: { bookmark } },
  {
    ...envelope,
    type: 'bookmark.moved',
    data: { bookmark, from: { change_id: CHANGE_ID, commit_oid: COMMIT_OID } },
  },
  { ...envelope, type: 'bookmark.merged', data: { bookmark } },
  { ...envelope, type: 'change.created', data: { change } },
  { ...envelope, type: 'change.evolved', data: { change, previous_current_commit_oid: COMMIT_OID } },
  {
    ...envelope,
    type: 'push',
    data: {
      updates: [
        { ref: 'refs/heads/main', bookmark: 'main', before: null, after: COMMIT_OID, action: 'created' },
      ],
      reconciliation: {
        reconciled_commit_count: 1,
        touched_change_count: 1,
        changes_created_count: 1,
        evolog_inserted_count: 1,
        invalid_change_id_header_count: 0,
        dirty_change_skip_count: 0,
      },
    },
  },
  {
    ...envelope,
    type: 'sync.queued',
    data: {
      sync: { ...sync, status: 'queued', stats: null, error: null, started_at: null, finished_at: null },
    },
  },
  {
    ...envelope,
    type: 'sync.in_progress',
    data: {
      sync: { ...sync, status: 'in_progress', stats: null, error: null, started_at: TIME, finished_at: null },
    },
  },
  {
    ...envelope,
    type: 'sync.completed',
    data: {
      sync: {
        ...sync,
        status: 'completed',
        stats: { refs },
        error: null,
        started_at: TIME,
        finished_at: TIME,
      },
    },
  },
  {
    ...envelope,
    type: 'sync.failed',
    data: {
      sync: { ...sync, status: 'failed', stats: null, error: 'refused', started_at: null, finished_at: TIME },
    },
  },
];
