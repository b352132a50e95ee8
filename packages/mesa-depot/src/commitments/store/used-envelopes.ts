import { createHash } from 'node:crypto';
import type { Executor, Transaction } from '../../storage/index.js';

/** An envelope, as far as telling it from others goes. */
export interface EnvelopeName {
  readonly emittedBy: string;
  /** Of the sender's choice, and of any length. */
  readonly envelopeId: string;
}

/** Says whether a principal has had an envelope with this id accepted. */
export async function isEnvelopeUsed(executor: Executor, name: EnvelopeName): Promise<boolean> {
  const row = await executor
    .selectFrom('commitment_envelopes')
    .select('envelope_sha256')
    .where('envelope_sha256', '=', digest(name))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Notes that an envelope was accepted. Returns false when it was noted already; of several that come at once one gets true, and
 * the others wait for what becomes of it.
 */
export async function useEnvelope(tx: Transaction, name: EnvelopeName, now: number): Promise<boolean> {
  const result = await tx
    .insertInto('commitment_envelopes')
    .values({ envelope_sha256: digest(name), created_at: now })
    .onConflict((conflict) => conflict.column('envelope_sha256').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Ids of principals have one length, so that no two names make the same text. */
function digest({ emittedBy, envelopeId }: EnvelopeName): Uint8Array {
  return new Uint8Array(createHash('sha256').update(emittedBy).update(envelopeId).digest());
}
