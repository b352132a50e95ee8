import { sql } from 'kysely';
import type { Executor } from '../../storage/index.js';

/** An envelope as it was accepted. */
export interface SignedRecord {
  readonly envelope: string;
  readonly signature: string;
  /** Of a commitment. */
  readonly status?: string;
}

/** Returns the envelopes of commitments or turns by their ids; those that are gone are left out. */
export async function getSignedRecords(
  executor: Executor,
  table: 'commitments' | 'deliberation_turns',
  ids: readonly string[],
): Promise<Map<string, SignedRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await executor
    .selectFrom(table)
    .select(['id', 'envelope', 'signature'])
    .$if(table === 'commitments', (query) => query.select(sql.ref<string>('status').as('status')))
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, ...record }) => [id, record]));
}
