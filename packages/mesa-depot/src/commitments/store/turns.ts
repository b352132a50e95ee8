import type { Executor, Transaction } from '../../storage/index.js';

/** What somebody said in a deliberation. */
export interface TurnRecord {
  readonly id: string;
  readonly deliberationId: string;
  readonly index: number;
  readonly speakerId: string;
  /** The canonical JSON that was signed. */
  readonly envelope: string;
  readonly signature: string;
  readonly createdAt: number;
}

export async function insertTurn(tx: Transaction, turn: TurnRecord): Promise<void> {
  await tx
    .insertInto('deliberation_turns')
    .values({
      deliberation_id: turn.deliberationId,
      turn_index: turn.index,
      id: turn.id,
      speaker_id: turn.speakerId,
      envelope: turn.envelope,
      signature: turn.signature,
      created_at: turn.createdAt,
    })
    .execute();
}

/** Returns the turns of a deliberation in their order. */
export async function listTurns(executor: Executor, deliberationId: string): Promise<TurnRecord[]> {
  const rows = await executor
    .selectFrom('deliberation_turns')
    .selectAll()
    .where('deliberation_id', '=', deliberationId)
    .orderBy('turn_index')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    deliberationId: row.deliberation_id,
    index: row.turn_index,
    speakerId: row.speaker_id,
    envelope: row.envelope,
    signature: row.signature,
    createdAt: row.created_at,
  }));
}
