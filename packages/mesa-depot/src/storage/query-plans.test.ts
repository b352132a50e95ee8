import { CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  applyRepoWrite,
  claimDeliveries,
  claimUpstreamSyncs,
  countDeliveries,
  countSyncs,
  countUnfinishedSyncs,
  deleteExpiredIdempotency,
  deleteFinishedDeliveries,
  deleteFinishedSyncs,
  type Executor,
  getApiKeyBySecret,
  getBookmark,
  getChanges,
  getChangesAtCommits,
  getCommitAtBookmark,
  getCommitLines,
  getCommitOfChange,
  getCommits,
  getOpSeqs,
  getPathMetadataBelow,
  latestCompletedSync,
  latestUpstreamSyncs,
  listAncestors,
  listApiKeys,
  listBookmarks,
  listBookmarksAt,
  listChangeMoves,
  listChangeVersions,
  listConflictsOf,
  listCurrentChildren,
  listDefaultTips,
  listDeliveries,
  listRepos,
  listTargetsFor,
  nextDeliveryDueAt,
  nextUpstreamSyncDueAt,
  type Transaction,
  voidUpstreamSyncClaims,
} from './index.js';
import { addRepo, createTempStorage, describeOnEngines, type TempStorage } from './testing/temp-storage.js';

const OID = 'a'.repeat(40);
const CHILD = 'b'.repeat(40);
const TAGS = { kind: 'match', key: 'env', operator: 'in', values: ['prod'] } as const;

/** What SQLite may go through from end to end: the queue of a recursion, targets and waiting syncs, of which there are few. */
const MAY_SCAN =
  /^SCAN (reachable|descendants|line|webhook_targets|webhook_deliveries USING COVERING INDEX|upstream_syncs USING INDEX upstream_syncs_due)\b/;

/** The same for PostgreSQL. */
const MAY_SEQ_SCAN = /Seq Scan on (webhook_targets|webhook_deliveries)\b/;

type Query = (executor: Executor) => Promise<unknown>;
type Write = (tx: Transaction) => Promise<unknown>;

const queries: Record<string, Query> = {
  getApiKeyBySecret: (db) => getApiKeyBySecret(db, new Uint8Array(32)),
  listApiKeys: (db) =>
    listApiKeys(db, { orgId: 'o', query: 'x', status: 'active', repoId: 'r', limit: 5, now: 1 }),
  getBookmark: (db) => getBookmark(db, 'r', 'main'),
  listBookmarks: (db) => listBookmarks(db, 'r', { glob: 'a*', limit: 5 }),
  listBookmarksAt: (db) => listBookmarksAt(db, 'r', [OID]),
  listDefaultTips: (db) => listDefaultTips(db, ['a', 'b', 'c']),
  getChanges: (db) => getChanges(db, 'r', ['a', 'b']),
  getChangesAtCommits: (db) => getChangesAtCommits(db, 'r', [OID]),
  listChangeVersions: (db) => listChangeVersions(db, 'r', 'x', { limit: 3 }),
  getCommitAtBookmark: (db) => getCommitAtBookmark(db, 'r', 'main'),
  getCommitOfChange: (db) => getCommitOfChange(db, 'r', 'k'.repeat(32)),
  listChangeMoves: (db) => listChangeMoves(db, 'r', { from: 1, to: 3 }),
  getOpSeqs: (db) => getOpSeqs(db, ['a', 'b']),
  getPathMetadataBelow: (db) => getPathMetadataBelow(db, 'r', 'dir'),
  getCommitLines: (db) => getCommitLines(db, 'r', [OID, CHILD], 4),
  getCommits: (db) => getCommits(db, 'r', [OID, 'b']),
  listAncestors: (db) => listAncestors(db, 'r', [OID], { after: { generation: 4, oid: OID }, limit: 3 }),
  listCurrentChildren: (db) => listCurrentChildren(db, 'r', [OID]),
  listConflictsOf: (db) => listConflictsOf(db, 'r', [OID, 'b']),
  listRepos: (db) => listRepos(db, { orgId: 'o', tags: TAGS, limit: 4 }),
  listTargetsFor: (db) => listTargetsFor(db, { orgId: 'o', repoId: 'r', type: 'push' }),
  listDeliveries: (db) => listDeliveries(db, 't', { limit: 4 }),
  nextDeliveryDueAt: (db) => nextDeliveryDueAt(db),
  countDeliveries: (db) => countDeliveries(db),
  latestUpstreamSyncs: (db) => latestUpstreamSyncs(db, ['a', 'b']),
  latestCompletedSync: (db) => latestCompletedSync(db, 'r'),
  countSyncs: (db) => countSyncs(db),
  countUnfinishedSyncs: (db) => countUnfinishedSyncs(db, 'r'),
  nextUpstreamSyncDueAt: (db) => nextUpstreamSyncDueAt(db),
};

const writes: Record<string, Write> = {
  claimDeliveries: (tx) => claimDeliveries(tx, { now: 1, leaseMs: 4, limit: 5 }),
  claimUpstreamSyncs: (tx) => claimUpstreamSyncs(tx, { now: 1, leaseMs: 4, limit: 5 }),
  voidUpstreamSyncClaims: (tx) => voidUpstreamSyncClaims(tx),
  deleteFinishedSyncs: (tx) => deleteFinishedSyncs(tx, 1),
  deleteFinishedDeliveries: (tx) => deleteFinishedDeliveries(tx, 1),
  deleteExpiredIdempotency: (tx) => deleteExpiredIdempotency(tx, 1),
};

describeOnEngines('queries', (engine) => {
  let temp: TempStorage;
  beforeAll(async () => {
    temp = await createTempStorage(engine);
    await addRepo(temp.storage, 'r');
    const changeId = 'k'.repeat(32);
    await temp.storage.transaction((tx) =>
      applyRepoWrite(tx, {
        repoId: 'r',
        expectedOpSeq: 0,
        now: 1,
        operation: { actor: 'key_1', kind: 'test', detail: {} },
        commits: [
          { oid: OID, tree: OID, parents: [], changeId, generation: 1 },
          { oid: CHILD, tree: OID, parents: [OID], changeId, generation: 2 },
        ],
      }),
    );
  });
  afterAll(() => temp.remove());

  /** Runs a query and returns the engine's plan of every statement it consists of. */
  async function plansOf<Db extends Executor>(db: Db, run: (db: Db) => Promise<unknown>): Promise<string[]> {
    const nodes: RootOperationNode[] = [];
    const recorder: KyselyPlugin = {
      transformQuery: ({ node }) => {
        nodes.push(node);
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    await run(db.withPlugin(recorder) as Db);
    // PostgreSQL reads small tables whole whatever indexes they have, unless it is told not to where it can help it.
    if (engine === 'postgres') await sql`set local enable_seqscan = off`.execute(db);
    const plans: string[] = [];
    for (const node of nodes) {
      const { sql: text, parameters } = db.getExecutor().compileQuery(node, { queryId: 'plan' });
      const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
      const { rows } = await db.executeQuery<Record<string, string>>(
        CompiledQuery.raw(`${explain} ${text}`, [...parameters]),
      );
      plans.push(...rows.map((row) => row.detail ?? row['QUERY PLAN'] ?? ''));
    }
    return plans;
  }

  const expectNoScan = (plans: readonly string[]): void => {
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter((step) => step.startsWith('SCAN ') && !MAY_SCAN.test(step))).toEqual([]);
    expect(plans.filter((step) => step.includes('Seq Scan on ') && !MAY_SEQ_SCAN.test(step))).toEqual([]);
    // An index that only knows the repository means reading all of it. (PostgreSQL chooses that only for small tables.)
    expect(plans.filter((step) => /^SEARCH (commit|change)\w* .*\(repo_id=\?\)$/.test(step))).toEqual([]);
  };

  it.each(Object.entries(queries))('%s finds its rows by an index', async (_, run) => {
    expectNoScan(await temp.storage.transaction((tx) => plansOf(tx, run)));
  });

  it.each(Object.entries(writes))('%s finds its rows by an index', async (_, run) => {
    expectNoScan(await temp.storage.transaction((tx) => plansOf(tx, run)));
  });
});
