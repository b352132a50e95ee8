import type { Selectable } from 'kysely';
import type { AuditTable } from '../../storage/commitments-tables.js';
import type { Executor, Transaction } from '../../storage/index.js';

/** An entry of the audit log as it is stored. */
export interface AuditRecord {
  readonly seq: number;
  readonly ts: string;
  readonly kind: string;
  readonly actor: string;
  readonly target: string;
  /** JSON. */
  readonly data: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** Hash of the entry before the first one. */
export const NO_HASH: string = '0'.repeat(64);

/** Where the audit log ends: number and hash of its last entry. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** What the log itself and the row about its end say, and what there should be entries of. */
export interface AuditEnds {
  /** What the row says; undefined before the first entry, and when somebody deleted it. */
  readonly head: AuditHead | undefined;
  /** The highest number of an entry; 0 when there is none. */
  readonly lastSeq: number;
  /** How many commitments and turns are stored. */
  readonly commitments: number;
  readonly turns: number;
}

/** Returns where the log ends. One statement, so that all of it is of the same moment. */
export async function getAuditEnds(executor: Executor): Promise<AuditEnds> {
  const row = await executor
    .selectNoFrom((eb) => [
      eb.selectFrom('commitment_audit_head').select('seq').as('head_seq'),
      eb.selectFrom('commitment_audit_head').select('hash').as('head_hash'),
      eb
        .selectFrom('commitment_audit')
        .select((log) => log.fn.max('seq').as('seq'))
        .as('last_seq'),
      eb
        .selectFrom('commitments')
        .select((rows) => rows.fn.countAll<number>().as('count'))
        .as('commitments'),
      eb
        .selectFrom('deliberation_turns')
        .select((rows) => rows.fn.countAll<number>().as('count'))
        .as('turns'),
    ])
    .executeTakeFirstOrThrow();
  const { head_seq: seq, head_hash: hash } = row;
  return {
    head: seq === null || hash === null ? undefined : { seq, hash },
    lastSeq: row.last_seq ?? 0,
    commitments: row.commitments ?? 0,
    turns: row.turns ?? 0,
  };
}

/**
 * Takes the next number and returns where the log ended. Until the transaction ends nobody else gets a number.
 *
 * @throws Error when entries are there and the row that says where they end is not: somebody deleted it.
 */
export async function advanceAuditHead(tx: Transaction): Promise<AuditHead> {
  const head = (await advance(tx)) ?? (await startLog(tx).then(() => advance(tx)));
  if (head === undefined) {
    throw new Error(
      'The row that says where the audit log ends is missing. Restore the database from a backup.',
    );
  }
  return { seq: head.seq - 1, hash: head.hash };
}

function advance(tx: Transaction): Promise<AuditHead | undefined> {
  return tx
    .updateTable('commitment_audit_head')
    .set((eb) => ({ seq: eb('seq', '+', 1) }))
    .returning(['seq', 'hash'])
    .executeTakeFirst();
}

/** Makes the row of the end, unless there are entries. Of several that do it at once one does and the others wait for it. */
async function startLog(tx: Transaction): Promise<void> {
  const first = await tx.selectFrom('commitment_audit').select('seq').limit(1).executeTakeFirst();
  if (first !== undefined) return;
  await tx
    .insertInto('commitment_audit_head')
    .values({ id: 1, seq: 0, hash: NO_HASH })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Adds the entry that the number was taken for, which then is the end of the log. */
export async function insertAuditRecord(tx: Transaction, record: AuditRecord): Promise<void> {
  await tx
    .insertInto('commitment_audit')
    .values({
      seq: record.seq,
      ts: record.ts,
      kind: record.kind,
      actor: record.actor,
      target: record.target,
      data: record.data,
      prev_hash: record.prevHash,
      hash: record.hash,
    })
    .execute();
  await tx.updateTable('commitment_audit_head').set({ hash: record.hash }).execute();
}

/** Returns entries after a number, in their order. */
export async function listAuditRecords(
  executor: Executor,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<AuditRecord[]> {
  const rows = await executor
    .selectFrom('commitment_audit')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toAuditRecord);
}

function toAuditRecord(row: Selectable<AuditTable>): AuditRecord {
  return {
    seq: row.seq,
    ts: row.ts,
    kind: row.kind,
    actor: row.actor,
    target: row.target,
    data: row.data,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}
