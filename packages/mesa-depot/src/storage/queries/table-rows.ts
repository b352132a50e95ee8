import { sql } from 'kysely';
import type { Executor, Transaction } from '../executor.js';
import { isPostgres } from '../sql-engine.js';

/** A row as a table has it. */
export type TableRow = Readonly<Record<string, null | number | string | Uint8Array>>;

interface BackedUpTable {
  readonly name: string;
  /** The columns of its primary key, by which it is read page by page. */
  readonly key: readonly string[];
  /** Rows of one page: those of some tables have up to a megabyte. */
  readonly rowsPerPage: number;
}

const MANY = 500;
const table = (name: string, key: readonly string[] = ['seq'], rowsPerPage = MANY): BackedUpTable => ({
  name,
  key,
  rowsPerPage,
});

/** What a backup holds, in an order in which rows come after those that they refer to. */
export const BACKED_UP_TABLES: readonly BackedUpTable[] = [
  table('settings', ['key']),
  table('orgs'),
  table('repos'),
  table('repo_tags', ['repo_id', 'key']),
  table('objects', ['repo_seq', 'oid'], 64),
  table('object_chunks', ['repo_seq', 'oid', 'chunk_index'], 8),
  table('commits', ['repo_id', 'oid']),
  table('commit_parents', ['repo_id', 'parent_oid', 'child_oid']),
  table('changes'),
  table('change_versions', ['repo_id', 'change_id', 'version']),
  table('bookmarks'),
  table('git_tags', ['repo_id', 'name']),
  table('conflicts', ['repo_id', 'commit_oid', 'path']),
  table('operations', ['repo_id', 'op_seq']),
  table('path_metadata', ['repo_id', 'path', 'key']),
  table('api_keys'),
  table('signing_keys'),
  table('webhook_targets'),
  table('webhook_deliveries'),
  table('upstream_syncs'),
  table('idempotency', ['credential_id', 'key'], 50),
  table('commitment_principals'),
  table('deliberations'),
  table('deliberation_turns', ['deliberation_id', 'turn_index'], 50),
  table('deliberation_events', ['deliberation_id', 'event_seq'], 50),
  table('commitments', ['seq'], 50),
  table('commitment_envelopes', ['envelope_sha256']),
  table('commitment_policies'),
  table('commitment_approvals'),
  table('commitment_audit'),
  table('commitment_audit_head', ['id']),
  table('mesh_users'),
  table('mesh_user_tokens', ['token_sha256']),
  table('mesh_projects'),
  table('mesh_members'),
  table('mesh_api_keys'),
  table('mesh_rooms'),
  table('mesh_room_grants'),
  table('mesh_shares'),
  table('mesh_sessions'),
  table('mesh_session_participants'),
  table('mesh_session_events'),
  table('mesh_session_spans'),
  table('mesh_services', ['seq'], 50),
  table('mesh_secrets'),
  table('mesh_oauth_clients'),
  table('mesh_mailboxes'),
  table('mesh_file_contents'),
  table('mesh_file_chunks', ['content_id', 'chunk_index'], 8),
  table('mesh_files'),
  table('mesh_queue_messages'),
  table('mesh_tasks'),
  table('mesh_webhooks'),
  table('mesh_webhook_deliveries'),
  table('mesh_transactions'),
  table('mesh_usage'),
  table('mesh_recharges', ['project_id']),
];

/** Who does what at the moment is of no use elsewhere. */
export const TABLES_LEFT_OUT: readonly string[] = ['leases'];

/** Yields the rows of a table, page by page, in the order of its primary key. */
export async function* readTable(
  executor: Executor,
  { name, key, rowsPerPage }: BackedUpTable,
): AsyncGenerator<readonly TableRow[], void, undefined> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  for (let last: TableRow | undefined; ; ) {
    const from = last;
    const after = from && sql.join(key.map((column) => sql`${from[column]}`));
    const where = after === undefined ? sql`` : sql`where (${columns}) > (${after})`;
    const { rows } = await sql<TableRow>`select * from ${sql.table(name)} ${where} order by ${columns}
      limit ${rowsPerPage}`.execute(executor);
    if (rows.length > 0) yield rows;
    if (rows.length < rowsPerPage) return;
    last = rows.at(-1);
  }
}

/** Parameters of one statement: within the limit of every engine. */
const MAX_PARAMETERS = 4_000;

/** Stores rows as they are, also the numbers that the engine would otherwise give. All have the same columns. */
export async function insertTableRows(
  tx: Transaction,
  name: string,
  rows: readonly TableRow[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const given = isPostgres(tx) ? sql`overriding system value` : sql``;
  const rowsAtOnce = Math.max(1, Math.floor(MAX_PARAMETERS / columns.length));
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const values = rows
      .slice(at, at + rowsAtOnce)
      .map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`);
    await sql`insert into ${sql.table(name)} (${names}) ${given} values ${sql.join(values)}`.execute(tx);
  }
}

/** Makes the numbers that the engine gives go on after those that are there. SQLite does so by itself. */
export async function continueNumbering(tx: Transaction): Promise<void> {
  if (!isPostgres(tx)) return;
  for (const { name, key } of BACKED_UP_TABLES) {
    if (key[0] !== 'seq') continue;
    await sql`select setval(pg_get_serial_sequence(${name}, 'seq'), (select max(seq) from ${sql.table(name)}))
      where pg_get_serial_sequence(${name}, 'seq') is not null
      and exists (select 1 from ${sql.table(name)})`.execute(tx);
  }
}

export async function countTableRows(executor: Executor, name: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
    executor,
  );
  return Number(rows[0]?.count);
}
