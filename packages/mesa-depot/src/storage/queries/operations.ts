import type { Selectable } from 'kysely';
import type { OperationsTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { type Page, toPage } from '../page.js';

/** One entry of the operation log of a repository. Numbers have no gaps. */
export interface OperationRecord {
  readonly opSeq: number;
  readonly actor: string;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
}

/** Returns the operations after a number, oldest first: the change feed of a repository. */
export async function listOperations(
  executor: Executor,
  repoId: string,
  request: { readonly after?: number | null; readonly limit: number },
): Promise<Page<OperationRecord>> {
  const rows = await executor
    .selectFrom('operations')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('op_seq', '>', request.after ?? 0)
    .orderBy('op_seq')
    .limit(request.limit + 1)
    .execute();
  return toPage(rows, request.limit, toOperation);
}

export async function insertOperation(
  tx: Transaction,
  repoId: string,
  operation: OperationRecord,
): Promise<void> {
  await tx
    .insertInto('operations')
    .values({
      repo_id: repoId,
      op_seq: operation.opSeq,
      actor: operation.actor,
      kind: operation.kind,
      detail: JSON.stringify(operation.detail),
      created_at: operation.createdAt,
    })
    .execute();
}

function toOperation(row: Selectable<OperationsTable>): OperationRecord {
  return {
    opSeq: row.op_seq,
    actor: row.actor,
    kind: row.kind,
    detail: JSON.parse(row.detail),
    createdAt: row.created_at,
  };
}
