import { canonicalJson, type ExactJson } from 'mesa-rest/canonical-json';
import type { Transaction } from '../../storage/index.js';
import { advanceAuditHead, insertAuditRecord } from '../store/audit.js';
import { toTimestamp } from '../timestamp.js';
import { type AuditKind, hashAuditEvent } from './audit-event.js';

/** What happened, to be told by the audit log. */
export interface NewAuditEvent {
  readonly kind: AuditKind;
  /** Id of a principal, `admin`, or `anonymous` where the operation asks for no credential. */
  readonly actor: string;
  /** Id of what it was done to. */
  readonly target: string;
  readonly data: { readonly [member: string]: ExactJson };
}

/**
 * Adds an entry to the audit log, in the transaction of what it tells of: either both are stored or none.
 *
 * From here until its end the transaction is the only one that adds entries, so this belongs at its end.
 */
export async function appendAuditEvent(tx: Transaction, event: NewAuditEvent, now: number): Promise<void> {
  const { kind, actor, target, data } = event;
  const { seq, hash: prev_hash } = await advanceAuditHead(tx);
  const entry = { seq: seq + 1, ts: toTimestamp(now), kind, actor, target, data, prev_hash };
  await insertAuditRecord(tx, {
    seq: entry.seq,
    ts: entry.ts,
    kind,
    actor,
    target,
    data: canonicalJson(data),
    prevHash: prev_hash,
    hash: hashAuditEvent({ ...entry, hash: '' }),
  });
}
