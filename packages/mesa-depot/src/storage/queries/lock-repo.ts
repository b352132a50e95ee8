import type { Transaction } from '../executor.js';
import { isPostgres } from '../sql-engine.js';

/**
 * Makes other writers of a repository wait until the transaction is over: who reads its operation number after this is not
 * overtaken. With SQLite the transaction has that effect by itself.
 *
 * It is for those who lost to others before; who takes it first makes everybody wait while plans are made.
 */
export async function lockRepo(tx: Transaction, repoId: string): Promise<void> {
  if (!isPostgres(tx)) return;
  await tx.selectFrom('repos').select('id').where('id', '=', repoId).forNoKeyUpdate().execute();
}
