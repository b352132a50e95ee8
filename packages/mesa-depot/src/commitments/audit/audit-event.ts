import { createHash } from 'node:crypto';
import { canonicalJson, type ExactJson, parseJson } from 'mesa-rest/canonical-json';
import type { AuditRecord } from '../store/audit.js';

/** What an entry of the audit log tells of. */
export type AuditKind =
  | 'principal_added'
  | 'capabilities_set'
  | 'token_issued'
  | 'transcript_turn'
  | 'commitment_signed'
  | 'policy_fired'
  | 'policy_changed'
  | 'approval_decided'
  | 'deliberation_changed';

/** An entry of the audit log as the wire has it. */
export interface AuditEvent {
  readonly seq: number;
  readonly ts: string;
  readonly kind: string;
  readonly actor: string;
  readonly target: string;
  readonly data: ExactJson;
  /** Hash of the entry before; 64 zeros in the first. */
  readonly prev_hash: string;
  readonly hash: string;
}

/** Returns an entry as the wire has it. */
export function toAuditEvent(record: AuditRecord): AuditEvent {
  const { seq, ts, kind, actor, target, prevHash: prev_hash, hash } = record;
  return { seq, ts, kind, actor, target, data: parseJson(record.data), prev_hash, hash };
}

/** Returns the hash of an entry: SHA-256, in hex, of the canonical JSON of its other members. */
export function hashAuditEvent({ hash: _, ...event }: AuditEvent): string {
  return createHash('sha256')
    .update(canonicalJson({ ...event }))
    .digest('hex');
}
